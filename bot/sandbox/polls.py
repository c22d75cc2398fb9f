"""Polls and quizzes: what they ask, who voted, and when they close."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.refusal import NotPossible
from bot.sandbox.shapes import Json, present, unix
from bot.sandbox.text import PLAIN, Text


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; the persistent id stays the same however options are shown or changed."""

    text: Text
    persistent_id: str


@dataclass(slots=True)
class Poll:
    """A poll or, with `correct`, a quiz. Forwarded copies share it, and so its votes."""

    id: str
    question: Text
    options: tuple[Option, ...]
    quiz: bool = False
    anonymous: bool = True
    multiple: bool = False
    revoting: bool = True
    correct: tuple[int, ...] = ()
    explanation: Text = PLAIN
    description: Text = PLAIN
    open_period: int | None = None
    close_date: datetime | None = None
    hides_results: bool = False
    shuffles: bool = False
    stopped: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def closed(self, now: datetime) -> bool:
        """Stopped by the bot, or its close date (exclusive) has come."""
        return self.stopped or (self.close_date is not None and now >= self.close_date)

    def vote(self, user_id: int, choice: tuple[int, ...], now: datetime) -> bool:
        """Records a vote; an empty choice retracts it. True where something changed."""
        self._allow(user_id, choice, now)
        before = self.votes.get(user_id, ())
        if choice:
            self.votes[user_id] = choice
        else:
            self.votes.pop(user_id, None)
        return before != choice

    def _allow(self, user_id: int, choice: tuple[int, ...], now: datetime) -> None:
        if self.closed(now):
            raise NotPossible("the poll is closed")
        if user_id in self.votes and not self.revoting:
            raise NotPossible("this vote cannot be changed")
        if any(not 0 <= index < len(self.options) for index in choice):
            raise NotPossible("there is no such option")
        if len(choice) > 1 and not self.multiple:
            raise NotPossible("only one option can be chosen")

    def counts(self) -> list[int]:
        """Voters of each option, in the original order."""
        chosen = Counter(index for choice in self.votes.values() for index in choice)
        return [chosen[index] for index in range(len(self.options))]

    def right(self, user_id: int) -> bool | None:
        """Whether this person chose exactly the right options; None before they voted."""
        choice = self.votes.get(user_id)
        return None if choice is None or not self.quiz else choice == self.correct

    def api(self, now: datetime) -> Json:
        """The Bot API's `Poll`, as the bot that sent it sees it."""
        return {
            "id": self.id,
            "question": self.question.words,
            "options": self._options_api(),
            "total_voter_count": len(self.votes),
            "is_closed": self.closed(now),
            "is_anonymous": self.anonymous,
            "type": "quiz" if self.quiz else "regular",
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": False,
            **self._rest_api(),
        }

    def _options_api(self) -> list[Json]:
        return [
            {
                "persistent_id": option.persistent_id,
                "text": option.text.words,
                "voter_count": count,
                **present(text_entities=option.text.entities_api()),
            }
            for option, count in zip(self.options, self.counts(), strict=True)
        ]

    def _rest_api(self) -> Json:
        return present(
            question_entities=self.question.entities_api(),
            correct_option_ids=list(self.correct) or None,
            explanation=self.explanation.words or None,
            explanation_entities=self.explanation.entities_api(),
            description=self.description.words or None,
            description_entities=self.description.entities_api(),
            open_period=self.open_period,
            close_date=unix(self.close_date) if self.close_date else None,
        )

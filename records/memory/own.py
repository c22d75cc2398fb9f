"""What is a member's own, in dicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from secrets import token_hex

from content.item import ItemId
from records.kept import tidy
from records.memory.deliveries import Deliveries
from records.model import BranchKey, DeliveryId, Member, MemberId, State
from records.participation.reports import Reports
from records.participation.rows import FollowUp, Outage, Rating, Tried
from records.people.own import QUESTION_LENGTH, Choices, Consent, Joining, Question, Trial
from records.ports import NotThere


class Own(Deliveries):
    """`records.people.own.Own`."""

    def knock(self, joining: Joining) -> None:
        self._t.joining[tidy(joining.address)] = Joining(
            tidy(joining.address), tidy(joining.invite), joining.at
        )

    def knocked(self, address: str) -> Joining | None:
        return self._t.joining.get(tidy(address))

    def let_go(self, address: str) -> None:
        self._t.joining.pop(tidy(address), None)

    def sweep_joining(self, before: datetime) -> int:
        old = [address for address, one in self._t.joining.items() if one.at < before]
        for address in old:
            del self._t.joining[address]
        return len(old)

    def guessed(self, who: str, now: datetime) -> None:
        self._t.guesses.append((tidy(who), now))

    def guesses(self, since: datetime, who: str | None = None) -> int:
        return sum(at >= since and who in (None, one) for one, at in self._t.guesses)

    def sweep_guesses(self, before: datetime) -> int:
        old = [guess for guess in self._t.guesses if guess[1] < before]
        self._t.guesses[:] = [guess for guess in self._t.guesses if guess[1] >= before]
        return len(old)

    def agree(self, consent: Consent) -> None:
        self._member(consent.member)
        self.withdraw(consent.member, consent.at)
        self._t.consents.append(
            replace(consent, version=tidy(consent.version), digest=tidy(consent.digest))
        )

    def withdraw(self, member: MemberId, now: datetime) -> None:
        for place, one in enumerate(self._t.consents):
            if one.member == member and one.withdrawn is None:
                self._t.consents[place] = replace(one, withdrawn=max(one.at, now))

    def consent(self, member: MemberId) -> Consent | None:
        return next((c for c in reversed(self._t.consents) if c.member == member), None)

    def agreed(self, members: Collection[MemberId], version: str) -> frozenset[MemberId]:
        return frozenset(
            one.member
            for one in self._t.consents
            if one.member in set(members) and one.version == tidy(version) and one.withdrawn is None
        )

    def unagreed(self, version: str, occasion: str, limit: int = 200) -> Sequence[Member]:
        agreed = self.agreed(list(self._t.members), version)
        return [
            m
            for m in self.members()
            if m.state is State.LINKED
            and m.id not in agreed
            and self.by_occasion(m.id, occasion) is None
        ][:limit]

    def choices(self, member: MemberId) -> Choices:
        return self._t.choices.get(member, Choices())

    def choose(self, member: MemberId, choices: Choices) -> None:
        self._member(member)
        self._t.choices[member] = replace(choices, topics=frozenset(map(tidy, choices.topics)))

    def reminded(self) -> Sequence[Member]:
        return [
            m for m in self.members() if m.state is State.LINKED and self.choices(m.id).reminder
        ]

    def expect(self, member: MemberId, what: str, now: datetime) -> None:
        self._member(member)
        self._t.expected[member] = (tidy(what), now)

    def expected(self, member: MemberId, since: datetime) -> str:
        what, at = self._t.expected.get(member, ("", since))
        return what if at >= since else ""

    def studied(self, member: MemberId, day: date) -> bool:
        self._member(member)
        new = (member, day) not in self._t.studied
        self._t.studied[member, day] = None
        return new

    def days_studied(self, member: MemberId) -> frozenset[date]:
        return frozenset(day for one, day in self._t.studied if one == member)

    def once(self, member: MemberId, what: str) -> bool:
        self._member(member)
        new = (member, tidy(what)) not in self._t.once
        self._t.once[member, tidy(what)] = None
        return new

    def rate(self, delivery: DeliveryId, said: str, now: datetime) -> None:
        self._delivery(delivery)
        self._t.ratings[delivery] = (said, now)

    def rated(self, delivery: DeliveryId) -> str | None:
        return self._t.ratings.get(delivery, (None,))[0]

    def ratings(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[Rating]:
        return [
            Rating(
                self._delivery(id).member, self._item_of(id), at, said, self._delivery(id).version
            )
            for id, (said, at) in sorted(self._t.ratings.items())
            if start <= at < end and self._branch_of(id) == branch
        ]

    def said_of(self, item: ItemId, version: str) -> Reports:
        those = [
            d
            for d in self._t.deliveries.values()
            if d.version == version and self._item_of(d.id) == item
        ]
        bad = {d.member for d in those if self.rated(d.id) not in (None, "useful")}
        return Reports(len(bad), len({d.member for d in those if d.id in self._t.answers}))

    def _item_of(self, delivery: DeliveryId) -> ItemId:
        item = self._delivery(delivery).letter.item
        return item.id if item else ItemId("")

    def _branch_of(self, delivery: DeliveryId) -> BranchKey:
        return self._t.homes[delivery]

    def drop_in(self, branch: BranchKey, question: str, day: date) -> None:
        kept = tidy(question)[:QUESTION_LENGTH]
        if not any(one.day == day and one.text == kept for one in self.questions(branch)):
            question = token_hex(16)
            self._t.box[question] = (branch, Question(question, day, kept))

    def questions(self, branch: BranchKey) -> Sequence[Question]:
        theirs = [one for key, one in self._t.box.values() if key == branch]
        return sorted(theirs, key=lambda one: (-one.day.toordinal(), one.id))

    def take_out(self, question: str) -> None:
        self._t.box.pop(tidy(question), None)

    def vote(self, member: MemberId, cycle: str, topic: str) -> bool:
        branch = self._member(member).branch
        if self.voted(member, cycle):
            return False
        self._t.voted[tidy(cycle), member] = None
        key = (branch, tidy(cycle), tidy(topic))
        self._t.votes[key] = self._t.votes.get(key, 0) + 1
        return True

    def voted(self, member: MemberId, cycle: str) -> bool:
        return (tidy(cycle), member) in self._t.voted

    def votes(self, branch: BranchKey, cycle: str) -> Mapping[str, int]:
        return {
            topic: n
            for (b, c, topic), n in self._t.votes.items()
            if (b, c) == (branch, tidy(cycle))
        }

    def try_out(self, delivery: DeliveryId, begun: datetime, ask: datetime) -> bool:
        member = self._delivery(delivery).member
        if delivery in self._t.trials:
            return False
        self._t.trials[delivery] = Trial(delivery, member, begun, ask)
        return True

    def trial(self, delivery: DeliveryId) -> Trial | None:
        return self._t.trials.get(delivery)

    def trials_due(self, now: datetime, limit: int = 200) -> Sequence[Trial]:
        due = [
            one
            for one in self._t.trials.values()
            if one.ask <= now
            and one.asked is None
            and one.reply is None
            and self._member(one.member).state is State.LINKED
        ]
        return sorted(due, key=lambda one: (one.ask, one.delivery))[:limit]

    def _need_trial(self, delivery: DeliveryId) -> Trial:
        if delivery not in self._t.trials:
            raise NotThere(f"no trial of delivery {delivery}")
        return self._t.trials[delivery]

    def asked_about(self, delivery: DeliveryId, now: datetime) -> None:
        trial = self._need_trial(delivery)
        self._t.trials[delivery] = replace(trial, asked=trial.asked or now)

    def turned_out(self, delivery: DeliveryId, reply: Tried) -> None:
        self._t.trials[delivery] = replace(self._need_trial(delivery), reply=reply)

    def follow_ups(self, branch: BranchKey, start: datetime, end: datetime) -> Sequence[FollowUp]:
        return [
            FollowUp(one.member, self._item_of(id), one.asked, one.reply)
            for id, one in sorted(self._t.trials.items())
            if one.asked and start <= one.asked < end and self._branch_of(id) == branch
        ]

    def outage(self, outage: Outage) -> None:
        drained = max(outage.drained, self._t.outages.get(outage.last, outage.drained))
        self._t.outages[outage.last] = drained
        self._give_up(outage.last)

    def outages(self, start: datetime, end: datetime) -> Sequence[Outage]:
        return [
            Outage(last, drained)
            for last, drained in sorted(self._t.outages.items())
            if last < end and drained > start
        ]

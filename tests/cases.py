"""The cases of reliability: what must hold in each, and the tests that would fail if it did not.

    pytest --case B11          the tests of one case
    python -m tests.cases      writes the table of docs/reliability.md

A case without a test says why. A test holds that every name in here is one that is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs" / "reliability.md"
BEGIN, END = "<!-- cases -->\n", "<!-- /cases -->\n"
KINDS = {
    "A": "Who somebody is, and joining",
    "B": "Answers and presses",
    "C": "Chats",
    "D": "Text",
    "E": "The content folder",
    "F": "Files in and out",
    "G": "Time",
    "H": "Crashes and the disk",
    "I": "Telegram at fault",
    "J": "Several processes",
    "K": "Privacy",
    "L": "Configuration and supplies",
    "M": "Load and abuse",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what holds, the tests (`file::name` under tests/), what is to be said besides."""

    what: str
    tests: tuple[str, ...] = ()
    note: str = ""


CASES: dict[str, Case] = {
    "A01": Case(
        "A stranger's `/start` without a token: a short neutral text, no organisation's name,"
        " no row",
        ("bot/test_newcomer.py::test_strangers_and_used_codes_read_the_same_and_leave_no_trace",),
    ),
    "A02": Case(
        "An expired, revoked, used, malformed or noisy token reads like any other",
        (
            "bot/test_newcomer.py::test_strangers_and_used_codes_read_the_same_and_leave_no_trace",
            "bot/members/test_joining.py::test_guessing_is_limited_and_reads_like_any_other_wrong_code",
        ),
        "That all take the same time within 20 ms is not measured",
    ),
    "A03": Case(
        "Guesses of tokens are limited for one person and for all",
        (
            "bot/members/test_joining.py::test_guessing_is_limited_and_reads_like_any_other_wrong_code",
            "records/test_store_own.py::test_wrong_codes_are_counted_by_person_and_in_all",
            "bot/meeting/test_door.py::test_whoever_guesses_is_looked_at_no_more_for_an_hour",
        ),
    ),
    "A04": Case(
        "A forwarded invite: where the branch wants it, an organizer lets the person in",
        (
            "bot/members/test_waiting.py::test_who_comes_by_the_link_waits_and_is_in_with_an_organizers_yes",
        ),
    ),
    "A05": Case(
        "Two people with one code for one at the same moment",
        ("bot/test_strangers.py::test_two_at_once_with_one_code_for_one",),
    ),
    "A06": Case(
        "An invite of another branch moves nobody",
        (
            "records/test_store_people.py::test_a_linked_address_moves_to_no_other_branch",
            "bot/test_strangers.py::test_an_organizers_code_for_another_branch_moves_nobody",
            "records/roster/test_comparing.py::test_nobody_is_brought_over_from_a_branch_that_one_does_not_keep",
        ),
    ),
    "A07": Case(
        "An organizer asks for another branch's report, by any way",
        (
            "bot/roster/test_refused.py::test_another_branchs_report_is_refused_and_written_down",
            "bot/roster/test_refused.py::test_who_taps_again_and_again_fills_no_log",
            "bot/roster/test_refused.py::test_who_organizes_another_branch_only_gets_nothing_of_their_own",
            "bot/roster/test_roster.py::test_links_of_a_branch_that_is_not_theirs_are_refused",
            "bot/test_strangers.py::test_the_report_of_a_branch_is_for_its_organizers_and_only_while_they_are",
        ),
    ),
    "A08": Case(
        "Rights end at once, also for buttons that stand in the chat",
        (
            "bot/test_matrix.py::test_rights_end_at_once_also_for_buttons_that_stand_in_the_chat",
            "bot/roster/test_refused.py::test_an_old_button_of_who_is_organizer_no_more_opens_nothing",
            "bot/roster/test_roster.py::test_rights_are_read_again_at_the_tap",
        ),
    ),
    "A09": Case(
        "An organizer makes nobody anything, nor himself",
        (
            "bot/roster/test_roles.py::test_an_organizer_makes_nobody_anything_also_not_by_made_up_buttons",
            "records/roster/test_comparing.py::test_an_organizers_list_makes_nobody_an_organizer",
            "bot/roster/test_roles.py::test_the_code_works_once_for_half_an_hour_and_never_for_a_second_one",
        ),
    ),
    "A10": Case(
        "The last organizer goes: administrators are told",
        (
            "bot/roster/test_roles.py::test_administrators_hear_when_a_branch_has_lost_its_last_organizer",
        ),
    ),
    "A11": Case(
        "A command typed in the group is answered in private",
        (
            "bot/group/test_refused.py::test_a_command_typed_in_the_group_is_answered_in_private_alone",
        ),
    ),
    "A12": Case(
        "Anonymous admins, channels and service accounts are refused",
        (
            "bot/group/test_refused.py::test_an_admin_who_hides_is_asked_to_write_in_private",
            "bot/group/test_refused.py::test_channels_and_strangers_get_nothing_at_all",
            "bot/test_strangers.py::test_bots_and_accounts_of_telegrams_own_cannot_join",
        ),
    ),
    "A13": Case(
        "A command for another bot is ignored",
        ("bot/test_strangers.py::test_a_command_for_another_bot_and_a_forwarded_one",),
    ),
    "A14": Case(
        "An edit never runs a command",
        (
            "bot/group/test_refused.py::test_an_edit_never_runs_a_command",
            "bot/test_forms.py::test_words_to_nothing_get_one_helpful_line_and_edits_run_nothing",
        ),
    ),
    "A15": Case(
        "A forwarded command is the forwarder's own",
        ("bot/test_strangers.py::test_a_command_for_another_bot_and_a_forwarded_one",),
    ),
    "A16": Case(
        "The number is who somebody is; a user name is kept nowhere",
        (
            "records/test_store_people.py::test_an_address_is_kept_to_the_digit",
            "records/test_privacy.py::test_every_column_of_every_table_is_declared_and_none_that_is_gone",
        ),
    ),
    "A17": Case(
        "A deleted account is like one that blocks, and erased in time",
        (
            "bot/telegram/test_refusal.py::test_by_code_and_description",
            "scheduler/test_retention.py::test_who_left_is_erased_after_thirty_days_and_not_if_they_came_back",
        ),
    ),
    "A18": Case(
        "A bot's account presses or writes",
        ("bot/test_strangers.py::test_bots_and_accounts_of_telegrams_own_cannot_join",),
    ),
    "A19": Case(
        "Ids beyond 31 bits",
        ("records/test_store_people.py::test_an_address_is_kept_to_the_digit",),
    ),
    "A20": Case(
        "A name of marks that turn the text around",
        (
            "bot/telegram/test_markup.py::test_a_name_is_shown_as_typed_and_turns_nothing_around",
            "bot/telegram/test_incoming.py::test_a_name_may_be_anything",
            "records/test_store_people.py::test_a_name_is_kept_as_typed_as_far_as_it_can_be",
        ),
    ),
    "A21": Case(
        "Two organizers decide at once: the first decides, the second is told",
        (
            "bot/members/test_waiting.py::test_two_organizers_decide_at_once_and_the_first_word_counts",
        ),
    ),
    "A22": Case(
        "Without consent nothing is pushed",
        (
            "bot/members/test_joining.py::test_without_a_yes_nothing_comes_and_after_a_week_nothing_is_left",
            "bot/members/test_joining.py::test_a_member_without_consent_is_asked_once_and_gets_nothing_until_the_yes",
        ),
        "There is no minimum age: nobody's age is kept",
    ),
    "A23": Case(
        "Every command, role and kind of chat",
        (
            "bot/test_matrix.py::test_everybody_gets_what_is_theirs_and_nothing_else",
            "bot/test_matrix.py::test_every_command_has_an_entry_and_every_entry_a_command",
        ),
    ),
    "B01": Case(
        "Somebody else's button",
        (
            "bot/test_forms.py::test_somebody_elses_button_forged_data_and_forwarded_polls_are_refused",
            "bot/group/test_refused.py::test_somebody_elses_private_buttons_pressed_in_the_group",
        ),
    ),
    "B02": Case(
        "Made-up callback data",
        (
            "bot/telegram/test_callback.py::test_a_forged_press_of_each_kind_never_raises",
            "bot/group/test_refused.py::test_made_up_data_does_nothing",
        ),
        "The delivery's number in it is no secret: whose it is, is looked up at each press",
    ),
    "B03": Case(
        "Empty, long or binary callback data",
        (
            "bot/telegram/test_callback.py::test_arbitrary_text_is_nobody_s_press_or_exactly_one",
            "bot/telegram/test_callback.py::test_refused",
        ),
    ),
    "B04": Case(
        "An old press after the answer",
        ("bot/test_forms.py::test_a_second_vote_or_tap_changes_nothing",),
    ),
    "B05": Case(
        "A double tap",
        (
            "bot/group/test_refused.py::test_a_press_that_is_handled_twice_counts_once",
            "bot/test_forms.py::test_a_second_vote_or_tap_changes_nothing",
        ),
    ),
    "B06": Case(
        "An answer to an item that was taken out of the folder counts by what was sent (the "
        "lesson format's rule: what was sent is kept)",
        (
            "bot/test_edited.py::test_the_answer_to_a_question_whose_file_has_gone_counts_by_what_was_sent",
        ),
    ),
    "B07": Case(
        "Options put in another order between question and answer",
        ("bot/test_edited.py::test_options_put_in_another_order_are_those_that_were_shown",),
    ),
    "B08": Case(
        "A place beyond the options",
        (
            "bot/telegram/test_calls.py::test_a_press_answers_only_what_was_asked",
            "bot/group/test_refused.py::test_a_number_beyond_the_options_is_none",
        ),
    ),
    "B09": Case(
        "An answer after closing is late and counts",
        (
            "records/test_store_answers.py::test_an_answer_after_closing_is_late",
            "records/test_participation_who.py::test_a_late_answer_is_taking_part_but_leaves_its_item_unanswered",
        ),
    ),
    "B10": Case(
        "An answer out of an outage across a border",
        (
            "records/test_participation_who.py::test_an_answer_that_an_outage_held_back_counts_before_the_border_and_in_time",
            "bot/telegram/test_heard.py::test_polls_that_fail_are_an_outage_until_what_piled_up_is_drained",
        ),
    ),
    "B11": Case(
        "A vote in a poll whose id was never stored",
        (
            "bot/test_run.py::test_an_answer_to_a_poll_whose_sending_was_interrupted_counts",
            "bot/test_delivery.py::test_a_vote_in_a_poll_whose_id_never_came_back_proves_that_it_arrived",
            "bot/test_doubts.py::test_while_a_poll_may_be_open_under_no_id_the_next_question_has_buttons",
            "bot/test_doubts.py::test_a_late_vote_is_not_taken_for_the_answer_to_what_went_with_buttons",
            "bot/test_doubts.py::test_of_two_polls_of_unknown_id_the_newer_is_open_also_by_a_clock_put_back",
        ),
    ),
    "B12": Case(
        "A vote of somebody the poll was not sent to",
        (
            "bot/test_forms.py::test_somebody_elses_button_forged_data_and_forwarded_polls_are_refused",
            "bot/group/test_refused.py::test_a_poll_forwarded_into_the_group_takes_no_votes_of_others",
        ),
    ),
    "B13": Case(
        "A vote taken back: the first stays",
        ("bot/test_forms.py::test_a_vote_cannot_be_taken_back",),
    ),
    "B14": Case(
        "A vote of nobody",
        ("bot/test_strangers.py::test_a_vote_that_cannot_be_is_no_answer_and_holds_nobody_up",),
    ),
    "B15": Case(
        "A vote without persistent ids",
        (
            "bot/test_strangers.py::test_a_vote_without_persistent_ids_as_older_servers_send_it_counts",
        ),
    ),
    "B16": Case(
        "One update twice",
        ("records/test_store_inbox.py::test_an_update_delivered_twice_is_kept_once",),
    ),
    "B17": Case(
        "Updates out of order",
        (
            "records/test_store_inbox.py::test_they_are_handled_in_the_order_of_arrival_even_if_ids_start_again",
        ),
        "Polled, never by webhook; the first answer stays, whatever comes after",
    ),
    "B18": Case(
        "Ids of updates that begin again lower",
        (
            "records/test_store_inbox.py::test_they_are_handled_in_the_order_of_arrival_even_if_ids_start_again",
            "records/test_store_inbox.py::test_ids_are_forgotten_in_time_others_never",
        ),
    ),
    "B19": Case(
        "Any text as an answer",
        (
            "records/test_store_answers.py::test_every_reply_is_kept_as_far_as_text_can_be",
            "bot/telegram/test_incoming.py::test_half_a_surrogate_pair_is_replaced",
        ),
    ),
    "B20": Case(
        "A photo or sticker as an answer to what takes none: one helpful line, nothing downloaded",
        (
            "bot/telegram/test_incoming.py::test_each_update_is_one_event",
            "bot/test_forms.py::test_a_photo_proves_a_task_that_takes_photos",
        ),
    ),
    "B21": Case(
        "A reply to yesterday's item goes to that one",
        ("bot/test_forms.py::test_a_reply_goes_to_the_item_it_replies_to",),
    ),
    "B22": Case(
        "A storm from one member",
        ("bot/test_flood.py::test_an_answer_in_a_flood_counts",),
    ),
    "B23": Case(
        "An answer and `/forget` at once",
        ("bot/test_record.py::test_an_answer_and_forget_at_once_leaves_neither",),
    ),
    "B24": Case(
        "A press too old to be answered",
        ("bot/telegram/test_refusal.py::test_by_code_and_description",),
    ),
    "B25": Case(
        "A failure after the commit",
        (
            "bot/test_restart.py::test_an_answer_whose_explanation_was_cut_off_is_explained_after_the_restart",
        ),
    ),
    "B26": Case(
        "A failure before the commit: again, then parked; others go on",
        (
            "bot/telegram/test_ingest.py::test_what_fails_five_times_is_parked_and_what_is_behind_it_goes_on",
            "bot/telegram/test_ingest.py::test_one_person_in_order_also_when_an_update_fails_and_others_go_on",
        ),
    ),
    "C01": Case(
        "Added to an unknown group",
        (
            "bot/group/test_standing.py::test_added_by_anybody_else_it_says_a_neutral_line_and_leaves",
            "bot/group/test_standing.py::test_a_group_that_nobody_links_within_a_day_is_left",
        ),
    ),
    "C02": Case(
        "A group becomes a supergroup",
        (
            "bot/group/test_standing.py::test_a_group_that_becomes_a_supergroup_goes_on_there",
            "bot/group/test_standing.py::test_where_only_the_refusal_tells_of_it_the_message_is_sent_once",
        ),
    ),
    "C03": Case(
        "Removed, blocked or muted",
        (
            "bot/group/test_standing.py::test_thrown_out_or_muted_it_stops_and_tells_the_organizer_once",
            "bot/test_delivery.py::test_who_blocks_gets_nothing_and_comes_back_without_a_pile",
        ),
    ),
    "C04": Case(
        "Unblocked: from today on, no backlog",
        ("bot/test_delivery.py::test_who_blocks_gets_nothing_and_comes_back_without_a_pile",),
    ),
    "C05": Case(
        "A group turned public",
        (
            "bot/group/test_standing.py::test_gone_public_nothing_is_posted_and_the_organizer_is_warned",
        ),
    ),
    "C06": Case(
        "A topic closed or deleted",
        (
            "bot/group/test_standing.py::test_a_closed_topic_is_told_once_in_private_and_no_more_is_posted",
        ),
    ),
    "C07": Case(
        "Made an administrator by mistake",
        (
            "bot/group/test_standing.py::test_made_an_administrator_it_drops_what_is_not_for_it_before_it_is_stored",
        ),
    ),
    "C08": Case(
        "A report's reader who is none any more",
        (
            "bot/roster/test_refused.py::test_numbers_written_for_an_organizer_do_not_go_to_who_is_none_any_more",
            "bot/test_strangers.py::test_the_report_of_a_branch_is_for_its_organizers_and_only_while_they_are",
        ),
    ),
    "C09": Case(
        '"Chat not found" is for good',
        (
            "bot/telegram/test_refusal.py::test_by_code_and_description",
            "bot/telegram/test_refusal.py::test_the_library_s_exception_says_the_same",
        ),
    ),
    "D01": Case(
        "A name made of tags",
        ("bot/test_newcomer.py::test_a_name_made_of_tags_is_shown_as_it_was_typed",),
    ),
    "D02": Case(
        "Unknown tags in content are words",
        ("bot/telegram/test_markup.py::test_any_text_becomes_valid_html_and_no_letter_is_lost",),
    ),
    "D03": Case(
        "Long texts are cut between, never inside",
        ("bot/telegram/test_split.py::test_every_piece_is_valid_and_fits_and_nothing_is_lost",),
    ),
    "D04": Case(
        "What is too long for a native quiz is sent as text (length is no error)",
        ("bot/telegram/test_calls.py::test_what_does_not_fit_a_poll_has_lettered_buttons",),
    ),
    "D05": Case(
        "Links other than https",
        (
            "content/test_problems.py::test_every_class_of_problem_is_shown_here",
            "bot/telegram/test_markup.py::test_telegram_s_own_parser_reads_the_same_words",
        ),
    ),
    "D06": Case(
        "Placeholders in an author's words",
        ("content/test_problems.py::test_an_authors_words_cannot_break_out_of_their_sentence",),
    ),
    "D07": Case(
        "Line breaks and escapes in a log",
        ("bot/test_logs.py::test_a_line_stays_one_line_whatever_is_in_it",),
    ),
    "D08": Case(
        "SQL in any text",
        (
            "records/test_privacy.py::test_a_members_canaries_are_whole_in_their_record_and_gone_from_every_file",
        ),
        "`make lint` (S608) refuses a statement put together from texts",
    ),
    "D09": Case(
        "No table comes into being by a typo",
        ("records/test_store_file.py::test_every_table_is_strict_and_every_reference_holds",),
    ),
    "D10": Case(
        "No pattern comes from content",
        (),
        "No form matches by a pattern an author wrote",
    ),
    "E01": Case(
        "A lesson of many megabytes",
        (
            "content/test_problems.py::test_every_class_of_problem_is_shown_here",
            "content/test_any_text.py::test_a_quarter_of_a_megabyte_of_anything_is_read_in_seconds",
        ),
    ),
    "E02": Case(
        "Alias bombs",
        (
            "content/test_format.py::test_it_is_not_yaml",
            "test_house.py::test_what_runs_or_escapes_while_it_reads_is_not_used",
        ),
    ),
    "E03": Case(
        "Merge-key bombs",
        (
            "content/test_format.py::test_it_is_not_yaml",
            "test_house.py::test_what_runs_or_escapes_while_it_reads_is_not_used",
        ),
    ),
    "E04": Case(
        "Nesting without end",
        (
            "bot/telegram/test_markup.py::test_however_deep_nothing_is_lost",
            "content/test_format.py::test_it_is_not_yaml",
        ),
    ),
    "E05": Case(
        "Numbers and dates that are none",
        ("content/test_problems.py::test_every_class_of_problem_is_shown_here",),
    ),
    "E06": Case(
        "`no`, `1:30`, `012` stay words",
        ("content/test_format.py::test_it_is_not_yaml",),
    ),
    "E07": Case(
        "A key written twice",
        ("content/test_problems.py::test_every_class_of_problem_is_shown_here",),
    ),
    "E08": Case(
        "One id in two places",
        (
            "content/test_identity.py::test_an_id_used_twice_keeps_the_second_out_until_the_first_is_gone",
        ),
    ),
    "E09": Case(
        "Encodings, control signs, marks that reorder text",
        (
            "content/test_format.py::test_encodings_of_organizers_programs",
            "content/test_format.py::test_what_is_no_text_is_not_guessed",
            "content/test_problems.py::test_every_class_of_problem_is_shown_here",
        ),
    ),
    "E10": Case(
        "Links, pipes, devices, sockets",
        (
            "content/test_loader.py::test_a_pipe_a_socket_a_device_and_a_dangling_link",
            "content/test_loader.py::test_a_linked_folder_and_a_loop",
            "content/test_loader.py::test_a_link_out_of_the_folder",
        ),
    ),
    "E11": Case(
        "File names that are no text",
        ("content/test_loader.py::test_names_with_bytes_that_are_no_text",),
    ),
    "E12": Case(
        "A file that is being written",
        ("bot/test_reload.py::test_the_folder_is_read_once_a_file_is_quiet",),
    ),
    "E13": Case(
        "An empty file",
        ("content/test_problems.py::test_every_class_of_problem_is_shown_here",),
    ),
    "E14": Case(
        "No right answer, two equal options",
        ("content/test_problems.py::test_every_class_of_problem_is_shown_here",),
    ),
    "E15": Case(
        "An item changed after it was sent",
        (
            "records/test_store_answers.py::test_an_answer_is_kept_with_the_version_it_was_graded_by",
            "bot/test_edited.py::test_options_put_in_another_order_are_those_that_were_shown",
        ),
    ),
    "E16": Case(
        "Too many files, too deep",
        ("content/test_problems.py::test_a_problem_in_a_folder",),
    ),
    "E17": Case(
        "Objects built by a parser",
        ("test_house.py::test_what_runs_or_escapes_while_it_reads_is_not_used",),
    ),
    "E18": Case(
        "Pictures from elsewhere",
        (
            "content/test_problems.py::test_every_class_of_problem_is_shown_here",
            "content/importers/test_gift.py::test_pictures_and_scripts_are_neither_fetched_nor_kept",
        ),
    ),
    "F01": Case(
        "Archives that blow up",
        (
            "content/importers/test_any_input.py::test_a_bomb_is_over_in_seconds",
            "content/importers/test_any_input.py::test_an_unsafe_archive_is_refused",
        ),
    ),
    "F02": Case(
        "Archives that climb out",
        (
            "content/importers/test_archive.py::test_an_archive_that_climbs_out_is_refused",
            "test_house.py::test_what_runs_or_escapes_while_it_reads_is_not_used",
        ),
    ),
    "F03": Case(
        "Cells that are formulas",
        (
            "bot/cli/test_export.py::test_what_a_spreadsheet_would_run_is_text",
            "content/exporters/test_tables.py::test_no_cell_is_a_formula_and_all_come_back",
            "bot/packs/test_packs.py::test_no_cell_is_a_formula",
        ),
    ),
    "F04": Case(
        "Exports go to private chats alone",
        ("bot/test_matrix.py::test_everybody_gets_what_is_theirs_and_nothing_else",),
    ),
    "F05": Case(
        "An export while answers arrive",
        (
            "records/test_store_file.py::test_a_report_reads_one_unchanging_view",
            "bot/cli/test_report.py::test_while_the_bot_is_running_and_writing",
        ),
    ),
    "F06": Case(
        "A file forwarded to somebody else",
        ("bot/test_exports.py::test_the_gradebook_names_only_who_agreed_and_tells_only_whether",),
        "Sent files are protected from forwarding where apps keep to it; what is in them is "
        "the minimum",
    ),
    "F07": Case(
        "Many exports at once",
        (
            "bot/test_flood.py::test_a_flood_of_words_gets_a_minutes_replies_and_others_theirs_at_once",
        ),
        "One person's are made one after another; there is no limit by the hour",
    ),
    "F08": Case(
        "An export of a million rows",
        ("records/test_store_ledger.py::test_all_of_them_page_by_page",),
        "Rows are read and written a few at a time; the memory it takes is not measured in a test",
    ),
    "G01": Case(
        "The hour that comes twice",
        (
            "scheduler/test_due.py::test_a_time_that_comes_twice_is_the_first_one",
            "scheduler/test_rhythms.py::test_the_hour_that_comes_twice_is_on_one_day",
        ),
    ),
    "G02": Case(
        "The hour that is skipped",
        (
            "scheduler/test_due.py::test_a_time_that_a_clock_change_skips_moves_forward_by_the_gap",
            "records/test_meetings.py::test_a_day_that_has_no_midnight_starts_when_it_does",
        ),
    ),
    "G03": Case(
        "Every date of every zone has one due instant",
        (
            "scheduler/test_due.py::test_each_local_date_has_one_due_instant_in_all_zones",
            "scheduler/test_due.py::test_apias_missing_day_has_no_item_and_its_neighbours_one_each",
        ),
    ),
    "G04": Case(
        "The clock put back",
        (
            "records/test_store_people.py::test_a_clock_put_back_makes_no_spell_end_before_it_began",
            "records/test_store_deliveries.py::test_an_occasion_comes_once_for_a_member",
            "scheduler/test_clock.py::test_a_clock_put_back_holds_nothing_up_and_hurries_nothing",
        ),
    ),
    "G05": Case(
        "The clock put forward and corrected",
        (
            "bot/test_clock_watch.py::test_a_day_skipped_by_mistake_burns_no_item_and_doubles_none",
            "bot/test_clock_watch.py::test_ours_is_held_against_telegrams_carried_on",
            "bot/test_heartbeat.py::test_a_clock_that_is_wrong_is_not_well",
        ),
    ),
    "G06": Case(
        "A member changes zones",
        (
            "scheduler/test_due.py::test_who_changes_zones_gets_one_item_a_date_and_the_next_in_time",
            "scheduler/test_rhythms.py::test_a_flight_never_takes_back_what_was_done",
        ),
    ),
    "G07": Case(
        "An unknown zone",
        (
            "scheduler/test_due.py::test_an_unknown_zone_of_the_branch_is_refused_and_of_a_member_falls_back",
            "bot/members/test_own_terms.py::test_settings_that_make_no_sense_change_nothing",
        ),
    ),
    "G08": Case(
        "Down at the hour",
        (
            "scheduler/test_due.py::test_whatever_is_late_goes_in_an_open_hour_of_a_study_day_or_not_at_all",
            "bot/test_hours.py::test_nothing_comes_in_quiet_hours_also_when_the_bot_was_away_at_the_hour",
        ),
    ),
    "G09": Case(
        "Down for three days",
        ("bot/test_delivery.py::test_after_three_days_down_only_todays_comes",),
    ),
    "G10": Case(
        "Down for longer than Telegram keeps updates",
        (
            "bot/telegram/test_heard.py::test_a_stop_is_seen_after_the_restart_but_a_short_one_is_none",
            "bot/members/test_rhythm.py::test_days_without_the_bot_count_for_nobody",
        ),
    ),
    "G11": Case(
        "A loop that was blocked",
        ("scheduler/test_clock.py::test_a_beat_missed_by_a_blocked_loop_is_made_up_for_once",),
    ),
    "G12": Case(
        "Weeks, months and meetings partition time",
        (
            "records/test_meetings.py::test_in_every_zone_weeks_follow_each_other_and_hold_the_day_they_were_asked_for",
            "records/test_meetings.py::test_every_instant_lies_in_exactly_one_period_between_meetings",
            "records/test_moving.py::test_periods_partition_time_and_one_that_has_begun_keeps_its_start",
        ),
    ),
    "G13": Case(
        "A running week says so",
        ("bot/cli/test_report.py::test_a_running_week_says_so_far",),
    ),
    "G14": Case(
        "An answer at the very border",
        (
            "records/test_participation_who.py::test_an_answer_counts_in_the_week_it_came_in_and_at_the_border_in_the_next",
        ),
    ),
    "H01": Case(
        "SIGKILL at any point",
        (
            "bot/test_run.py::test_kills_in_a_stream_of_answers_lose_none",
            "campaigns/test_campaigns.py::test_in_short_nothing_is_violated",
        ),
    ),
    "H02": Case(
        "Power loss at any write",
        ("campaigns/test_campaigns.py::test_in_short_nothing_is_violated",),
    ),
    "H03": Case(
        "A full disk",
        (
            "bot/test_full_disk.py::test_pushes_wait_until_there_is_room_and_nobody_else_does",
            "records/test_full_disk.py::test_on_a_full_disk_somebody_is_forgotten",
        ),
    ),
    "H04": Case(
        "A full disk within a transaction",
        (
            "records/test_store_file.py::test_going_on_after_a_full_disk_is_refused",
            "records/test_store_file.py::test_a_full_disk_leaves_nothing_half_done",
        ),
    ),
    "H05": Case(
        "A backup that fails leaves nothing",
        ("records/test_backup.py::test_one_that_fails_leaves_nothing_and_the_one_before",),
    ),
    "H06": Case(
        "A limit on the file's size",
        ("records/test_full_disk.py::test_on_a_disk_that_is_really_full",),
        "Every error of writing takes the same path",
    ),
    "H07": Case(
        "Locked by another program",
        (
            "records/test_store_file.py::test_a_file_that_somebody_else_writes_in_is_said_to_be_locked",
        ),
    ),
    "H08": Case(
        "Transactions begin as writers",
        (
            "records/test_store_answers.py::test_what_is_done_together_is_undone_together",
            "records/test_store_file.py::test_a_connection_is_set_for_durability_and_erasure",
        ),
    ),
    "H09": Case(
        "The file gone, empty, or somebody else's",
        (
            "records/test_store_file.py::test_no_database_is_made_where_one_is_expected",
            "records/test_store_file.py::test_somebody_elses_database_is_left_as_it_is",
            "bot/cli/test_backup.py::test_a_database_that_is_gone_is_not_begun_anew_over_its_backups",
        ),
    ),
    "H10": Case(
        "A damaged page",
        (
            "bot/cli/test_backup.py::test_a_damaged_database_is_refused_with_a_line",
            "bot/cli/test_doctor_records.py::test_damage_is_found_and_says_the_way_back",
        ),
    ),
    "H11": Case(
        "A newer schema",
        ("records/test_store_file.py::test_a_newer_schema_is_refused",),
    ),
    "H12": Case(
        "A kill within a migration",
        (
            "records/test_store_file.py::test_a_kill_at_any_statement_of_a_migration_leaves_old_or_new",
        ),
    ),
    "H13": Case(
        "Foreign keys hold",
        ("records/test_store_file.py::test_a_connection_is_set_for_durability_and_erasure",),
    ),
    "H14": Case(
        "A log that only grows",
        ("bot/cli/test_doctor_records.py::test_a_log_that_only_grows",),
    ),
    "H15": Case(
        "A backup of a running database",
        ("records/test_backup.py::test_twenty_rounds_under_load_come_back_the_same",),
    ),
    "H16": Case(
        "A kill during a backup",
        ("records/test_backup.py::test_killed_while_it_is_made_there_is_no_half_one",),
    ),
    "H17": Case(
        "A restore brings no erased person back",
        (
            "records/test_erasures.py::test_a_restored_backup_does_not_bring_them_back",
            "records/test_erased_order.py::test_an_old_backup_brings_nobody_back_however_far_ahead_its_clock_was",
            "records/test_erased_order.py::test_who_joined_anew_stays_also_where_the_clock_was_put_back",
            "records/test_backup.py::test_erasures_are_applied_before_anything_is_placed",
        ),
    ),
    "H18": Case(
        "A restore sends nothing again",
        ("records/test_backup.py::test_nothing_that_was_due_before_is_sent_again",),
    ),
    "H19": Case(
        "Out of memory or descriptors",
        ("bot/test_run.py::test_kills_in_a_stream_of_answers_lose_none",),
        "The process ends and is started anew: the same as a kill",
    ),
    "I01": Case(
        "429: as long as told, and others go on",
        (
            "bot/telegram/test_pace.py::test_nothing_is_sent_while_telegram_says_stop",
            "bot/telegram/test_pace.py::test_a_halt_for_one_chat_stops_no_other",
            "bot/test_delivery.py::test_a_flood_limit_delays_and_does_not_double",
        ),
    ),
    "I02": Case(
        "429 for longer than the item's day",
        ("scheduler/test_post.py::test_what_is_too_late_or_for_nobody_is_not_sent",),
    ),
    "I03": Case(
        "A response that never came",
        (
            "bot/test_delivery.py::test_a_lost_response_is_sent_again_once_and_either_poll_counts",
            "bot/telegram/test_wire.py::test_heard_but_never_answered",
        ),
    ),
    "I04": Case(
        "500, HTML, empty or cut bodies",
        (
            "bot/telegram/test_wire.py::test_what_each_failure_means",
            "bot/test_delivery.py::test_an_error_page_of_a_proxy_is_no_lost_member",
        ),
    ),
    "I05": Case(
        "401 on getUpdates",
        (
            "bot/test_run.py::test_a_refused_token_ends_it_with_a_sentence",
            "bot/test_run.py::test_a_token_revoked_at_work_ends_it_with_the_same_sentence",
        ),
    ),
    "I06": Case(
        "409",
        ("bot/test_run.py::test_another_reader_of_the_same_token_is_told_once_and_survived",),
    ),
    "I07": Case(
        "Unknown kinds and fields",
        (
            "bot/telegram/test_incoming.py::test_each_update_is_one_event",
            "bot/telegram/test_incoming.py::test_anything_at_all_is_an_event_or_unreadable",
        ),
    ),
    "I08": Case(
        "A bad update between two good ones",
        ("bot/test_run.py::test_a_bad_update_between_good_ones_stops_nobody",),
    ),
    "I09": Case(
        "An update without a usable id",
        (
            "bot/telegram/test_bad_updates.py::test_one_without_a_usable_id_neither_stops_nor_skips_the_others",
        ),
    ),
    "I10": Case(
        "JSON too deep to be read",
        (
            "bot/telegram/test_bad_updates.py::test_what_no_reader_takes_is_passed_wherever_it_stands",
        ),
    ),
    "I11": Case(
        "DNS, TLS, proxies, black holes",
        (
            "bot/telegram/test_wire.py::test_nobody_listens",
            "bot/telegram/test_wire.py::test_no_such_host",
            "bot/telegram/test_wire.py::test_what_each_failure_means",
        ),
    ),
    "I12": Case(
        '"Message is not modified"',
        ("bot/telegram/test_refusal.py::test_by_code_and_description",),
    ),
    "I13": Case(
        "Blocked between two messages of one item",
        (),
        "An item is one message; its further parts come when they are asked for",
    ),
    "I14": Case(
        "A slow reply on one chat delays no other",
        (
            "bot/telegram/test_pace.py::test_one_private_chat_gets_one_a_second_and_others_do_not_wait_for_it",
        ),
    ),
    "J01": Case(
        "A second process on the same data",
        (
            "bot/test_run.py::test_a_second_one_on_the_same_data_leaves_at_once",
            "bot/test_run.py::test_who_comes_second_leaves_before_it_loads_anything_large",
        ),
    ),
    "J02": Case(
        "The same token on two hosts",
        ("bot/test_run.py::test_another_reader_of_the_same_token_is_told_once_and_survived",),
    ),
    "J03": Case(
        "A pid file left behind",
        (),
        "There is none: the lock is the system's and goes with the process",
    ),
    "J04": Case(
        "A PostgreSQL worker killed",
        (),
        "There is no PostgreSQL store",
    ),
    "J05": Case(
        "PgBouncer",
        (),
        "There is no PostgreSQL store",
    ),
    "J06": Case(
        "Two schedulers make one delivery",
        ("records/test_store_deliveries.py::test_an_occasion_comes_once_for_a_member",),
    ),
    "J07": Case(
        "A worker cut off from its database",
        (),
        "There are no workers: one process holds the lock of its folder",
    ),
    "J08": Case(
        "A rolling upgrade",
        (),
        "One process; a newer schema is refused (H11)",
    ),
    "J09": Case(
        "SQLite on a network file system",
        ("records/test_mounts.py::test_it_is_refused_with_what_to_do",),
    ),
    "K01": Case(
        "Who answered wrongly cannot be worked out",
        (
            "records/test_participation_summary.py::test_two_snapshots_that_differ_by_one_member_do_not_tell_what_they_answered",
            "bot/group/test_secret.py::test_exchanging_any_two_choices_changes_nothing_that_others_see",
            "records/test_participation_totals.py::test_nobody_can_tell_anothers_choice_whatever_was_chosen",
        ),
    ),
    "K02": Case(
        "A branch of four",
        (
            "records/test_participation_summary.py::test_a_branch_of_four_is_told_totals_alone",
            "records/test_participation_questions.py::test_in_a_branch_of_four_nothing_is_told_about_questions",
        ),
    ),
    "K03": Case(
        "All wrong is not told as all",
        (
            "records/test_participation_interval.py::test_a_facility_is_told_from_five_attempts_on_unless_nearly_all_agree",
        ),
    ),
    "K04": Case(
        "A member's record, whole",
        (
            "bot/test_record.py::test_mydata_brings_all_about_me_and_nothing_about_others",
            "bot/test_record.py::test_a_thousand_deliveries_are_brought_whole",
        ),
    ),
    "K05": Case(
        "Forgotten in every file",
        (
            "bot/test_record.py::test_a_canary_is_whole_in_mydata_and_gone_from_every_file_after_forget",
            "bot/test_last_word.py::test_it_is_said_once_and_in_doubt_once_more",
            "records/test_store_last_word.py::test_a_crash_between_the_list_and_the_erasure_leaves_it_owed",
        ),
    ),
    "K06": Case(
        "Forgotten while a push is on its way",
        (
            "scheduler/test_post_erased.py::test_erased_during_the_request_it_leaves_no_row_and_others_get_theirs",
        ),
    ),
    "K07": Case(
        "The only organizer is forgotten",
        (
            "bot/test_record.py::test_the_only_organizer_is_told_that_the_branch_will_have_none",
            "records/test_erasures.py::test_who_looked_is_chained_and_erasure_does_not_break_the_chain",
        ),
    ),
    "K08": Case(
        "Other words of consent are a new question",
        (
            "records/test_store_own.py::test_a_consent_holds_until_it_is_withdrawn_or_its_words_change",
            "bot/members/test_joining.py::test_the_words_of_the_consent_do_not_change_without_its_version",
        ),
    ),
    "K09": Case(
        "Consent withdrawn",
        (
            "bot/members/test_joining.py::test_stop_withdraws_the_consent_and_a_new_start_asks_again",
        ),
    ),
    "K10": Case(
        "A consent never answered",
        (
            "bot/members/test_joining.py::test_without_a_yes_nothing_comes_and_after_a_week_nothing_is_left",
        ),
    ),
    "K11": Case(
        "Nothing is older than it may be",
        ("scheduler/test_retention.py::test_three_years_nothing_is_older_than_it_may_be",),
    ),
    "K12": Case(
        "No member's word in a log",
        (
            "bot/test_record.py::test_no_word_of_a_member_is_in_a_log_at_its_most_talkative",
            "bot/test_restart.py::test_no_log_line_holds_the_token_or_what_somebody_wrote",
        ),
    ),
    "K13": Case(
        "No core dump",
        ("bot/test_logs.py::test_no_core_is_dumped",),
    ),
    "K14": Case(
        "Who saw my data",
        ("bot/test_record.py::test_members_read_who_looked_by_role_and_time_and_no_name",),
    ),
    "K15": Case(
        "After a breach: who is concerned",
        (),
        "By hand: `studybot restore` of a backup aside and `studybot export members`; the "
        "list of who looked is in it",
    ),
    "K16": Case(
        "The locked screen",
        (),
        "Advice in docs/deploy.md: a neutral name for the bot, no previews",
    ),
    "L01": Case(
        "A token that can be none",
        (
            "bot/cli/test_configuration.py::test_a_token_that_can_be_none_is_told_by_its_key_alone",
            "bot/cli/test_configuration.py::test_no_token_at_all",
        ),
    ),
    "L02": Case(
        "A secret, or the configuration, that others can read",
        (
            "bot/cli/test_secrets.py::test_a_token_file_that_others_can_read_is_refused",
            "bot/cli/test_secrets.py::test_a_configuration_that_others_can_read_becomes_its_owners_alone",
            "bot/cli/test_secrets.py::test_a_configuration_that_others_can_go_on_reading_is_refused",
        ),
    ),
    "L03": Case(
        "All mistakes in one list",
        (
            "bot/cli/test_configuration.py::test_all_mistakes_come_at_once_and_each_command_ends_with_78",
        ),
    ),
    "L04": Case(
        "Two branches with one group",
        ("bot/group/test_standing.py::test_a_branch_has_one_group_the_earlier_is_left",),
    ),
    "L05": Case(
        "Debugging shows no secret",
        (
            "bot/test_logs.py::test_the_token_is_in_no_line",
            "bot/test_record.py::test_no_word_of_a_member_is_in_a_log_at_its_most_talkative",
        ),
    ),
    "L06": Case(
        "A webhook set by somebody",
        ("bot/telegram/test_ingest.py::test_somebodys_webhook_is_removed",),
    ),
    "L07": Case(
        "A package with another hash",
        ("bot/test_ship.py::test_what_is_installed_is_what_is_tested_and_held_to_hashes",),
    ),
    "L08": Case(
        "An action pinned by tag",
        (),
        "There are no hosted actions",
    ),
    "L09": Case(
        "A token committed by mistake",
        ("bot/test_logs.py::test_whatever_looks_like_a_token_goes_too",),
        "Logs alone are watched; the repository has no hook",
    ),
    "L10": Case(
        "`python -O`",
        ("test_house.py::test_nothing_is_done_within_an_assert",),
    ),
    "M01": Case(
        "Five thousand due at nine",
        (
            "bot/telegram/test_pace.py::test_a_hundred_thousand_at_thirty_a_second_take_the_time_they_must",
        ),
    ),
    "M02": Case(
        "A thousand joins in a minute",
        (
            "bot/members/test_joining.py::test_guessing_is_limited_and_reads_like_any_other_wrong_code",
            "bot/members/test_waiting.py::test_ten_strangers_in_an_hour_are_one_notice",
        ),
        "Wrong codes are limited; right ones are let in at once, however many",
    ),
    "M03": Case(
        "Ten thousand messages of one member",
        (
            "bot/test_flood.py::test_a_flood_of_words_gets_a_minutes_replies_and_others_theirs_at_once",
        ),
    ),
    "M04": Case(
        "A hundred summaries a minute",
        ("records/test_store_ledger.py::test_a_report_freezes_the_first_time",),
    ),
    "M05": Case(
        "A backlog of fifty thousand",
        (),
        "A benchmark (`make bench`, R1), no test",
    ),
    "M06": Case(
        "A slow handler",
        (
            "bot/telegram/test_ingest.py::test_one_person_in_order_also_when_an_update_fails_and_others_go_on",
        ),
    ),
}

TRAPS = {
    "python-telegram-bot confirms updates before they are handled: a kill loses them": (
        "bot/test_run.py::test_kills_in_a_stream_of_answers_lose_none",
    ),
    "One update that it cannot read costs the whole batch": (
        "bot/test_run.py::test_a_bad_update_between_good_ones_stops_nobody",
    ),
    "An id that is a text ends its polling": (
        "bot/telegram/test_bad_updates.py::"
        "test_one_without_a_usable_id_neither_stops_nor_skips_the_others",
    ),
    "JSON nested too deep is polled again for ever": (
        "bot/telegram/test_bad_updates.py::test_what_no_reader_takes_is_passed_wherever_it_stands",
    ),
    "A vote without persistent ids raises TypeError": (
        "bot/test_strangers.py::test_a_vote_without_persistent_ids_as_older_servers_send_it_counts",
    ),
    "`BadRequest` is a `NetworkError`, and tried again for ever": (
        "bot/telegram/test_refusal.py::test_the_library_s_exception_says_the_same",
    ),
    "A time-out does not say whether the request was received": (
        "bot/telegram/test_wire.py::test_heard_but_never_answered",
        "bot/telegram/test_wire.py::test_nobody_listens",
    ),
    "Its rate limiter sends 59 in a second of 30, and a 429 of one chat holds all": (
        "bot/telegram/test_pace.py::test_every_second_keeps_the_ceiling_and_the_rate_is_used",
        "bot/telegram/test_pace.py::test_a_halt_for_one_chat_stops_no_other",
        "bot/telegram/test_pace.py::test_a_reply_waits_two_slots_at_most_behind_a_hundred_thousand",
    ),
    "One slow handler holds everybody": (
        "bot/telegram/test_ingest.py::"
        "test_one_person_in_order_also_when_an_update_fails_and_others_go_on",
    ),
    "A conversation lives in memory, and keys of buttons die with the process": (
        "bot/test_restart.py::test_a_half_given_answer_outlives_the_bot_at_every_step",
        "bot/test_restart.py::test_words_photos_and_taps_wait_for_the_bot_as_well",
    ),
    "A token with a line break is told as a network that is away": (
        "bot/cli/test_configuration.py::test_a_token_that_can_be_none_is_told_by_its_key_alone",
    ),
    "`retry_after` is a number or a span of time, as the environment has it": (
        "bot/sandbox/test_library.py::test_refusals_are_the_errors_it_knows",
    ),
    "A poll is anonymous unless it says otherwise: no vote would ever come": (
        "bot/telegram/test_calls.py::test_a_question_that_fits_is_a_native_quiz",
    ),
    "APScheduler drops what is a second late": (
        "scheduler/test_clock.py::test_a_beat_missed_by_a_blocked_loop_is_made_up_for_once",
    ),
    "APScheduler's cron runs twice, or never, where clocks change": (
        "scheduler/test_due.py::test_each_local_date_has_one_due_instant_in_all_zones",
    ),
    "sqlite-utils leaves foreign keys off and makes tables of typing errors": (
        "records/test_store_file.py::test_a_connection_is_set_for_durability_and_erasure",
        "records/test_store_file.py::test_every_table_is_strict_and_every_reference_holds",
    ),
}
"""What the parts we use do if left alone, and the tests that fail on it."""


def table() -> Iterator[str]:
    """The table, a part a kind, as Markdown; then the traps."""
    for kind, title in KINDS.items():
        yield f"\n### {kind}. {title}\n\n| case | what holds | shown by |\n|---|---|---|\n"
        for name, case in CASES.items():
            if name[0] == kind:
                yield f"| {name} | {case.what} | {_shown(case)} |\n"
    yield "\n### What stock parts would do\n\n| trap | fails on it |\n|---|---|\n"
    for what, tests in TRAPS.items():
        yield f"| {what} | {_shown(Case(what, tests))} |\n"


def _shown(case: Case) -> str:
    tests = [f"`{test.replace('::test_', '::')}`" for test in case.tests]
    return "<br>".join([*tests, *([case.note] if case.note else [])])


def written(text: str) -> str:
    """The document with the table in its place."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "".join(table()) + END + rest.partition(END)[2]


if __name__ == "__main__":
    DOCS.write_text(written(DOCS.read_text("utf-8")), "utf-8")

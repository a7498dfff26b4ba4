"""What `/faq` says to moderators: the lines that a language's file holds under `faq`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FaqLines(BaseModel):
    """Every fixed line of the moderators' commands in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    not_allowed: str
    not_from_here: str
    no_store: str
    store_gone: str
    not_live: str
    no_such_entry: str
    covered: str
    gap: str
    shown: str
    unanswered_title: str
    asked_in_vain: str
    and_alike: str
    known_gap: str
    how_to_settle: str
    pick_question: str
    asked_times: str
    alike: str
    how_to_teach: str
    pick_entry: str
    like_phrasing: str
    make_entry: str
    mark_gap: str
    dismiss: str
    dismiss_this: str
    dismiss_all: str
    back: str
    dismissed: str
    settled_already: str
    nothing_in_vain: str
    no_changes: str
    change_line: str
    was_undone: str
    lines_change: str
    not_all_shown: str
    before: str
    after: str
    moved: str
    all_stay: str
    one_goes: str
    some_go: str
    moved_when: str
    more_moved: str
    settles: str
    checker_remarks: str
    apply: str
    approve: str
    leave_it: str
    left: str
    decided: str
    being_decided: str
    shown_anew: str
    does_otherwise: str
    still_waits: str
    not_held: str
    for_a_second: str
    second_needed: str
    applied: str
    undone: str
    not_served: str
    recorded: str
    recorded_undoing: str
    not_recorded: str
    no_history: str
    not_off_the_list: str
    not_committed: str
    refused: str
    form_again: str
    form_gone: str
    read_only: str
    undoing: str
    nothing_to_undo: str
    reloaded: str
    nothing_new: str
    reload_refused: str
    edit_title: str
    edit_answer: str
    edit_answer_hint: str
    edit_phrasings_hint: str
    edit_reason: str
    too_long_to_edit: str
    new_title: str
    new_gap_title: str
    new_question: str
    new_phrasings: str
    new_phrasings_hint: str
    test_line: str
    new_citations: str
    new_citations_hint: str
    new_gap_answer: str
    new_gap_hint: str
    healthy: str
    doctor_found: str
    stats_title: str
    stats_votes: str
    stats_no_votes: str
    stats_done: str
    problems_found: str

    outcomes: dict[str, str]
    """The outcomes of answers, by their values."""
    goes_to: dict[str, str]
    """Where a known question goes, by the outcome's value."""
    actions: dict[str, str]
    """What the history calls changes."""
    refusals: dict[str, str]
    """Why a change can't be made, by the refusal's value."""
    known_as: dict[str, str] = Field(default_factory=dict)
    """How it is said why a question is known: how the English begins, to this language's."""

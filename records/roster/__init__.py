"""Who belongs to which branch, as a file says: read, compared with the records, put in force.

`read` makes lines of a table, `keyed` gives them hashes to be known again by, `compare` says what
would change (pure), `apply` does it, some people at a time. What a list calls people (numbers,
telephones, addresses) is kept nowhere: only hashes under a key that lies beside the database.
"""

from records.roster.applying import adopt, apply
from records.roster.comparing import compare
from records.roster.keys import Keys, keys_in
from records.roster.lines import Line, Listing
from records.roster.matching import Scope
from records.roster.result import MARKS, Change, Diff, Remark, What
from records.roster.table import NoRoster, Places, is_roster, read

__all__ = [
    "MARKS", "Change", "Diff", "Keys", "Line", "Listing", "NoRoster", "Places", "Remark", "Scope",
    "What", "adopt", "apply", "compare", "is_roster", "keys_in", "read",
]  # fmt: skip

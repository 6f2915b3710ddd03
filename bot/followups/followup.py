"""What a follow-up leaves out: the record that both languages read a question into.

Next: `bot/followups/chinese.py` and `bot/followups/english.py` read it.
"""

from dataclasses import dataclass
from typing import Literal

from bot.followups.mentions import MentionKind

Form = Literal["instead", "pronoun", "bare"]


@dataclass(frozen=True, slots=True)
class Followup:
    """A question that leaves something out.

    Attributes:
        form: Which of the three forms.
        text: The question without its first 那 or "and" and without its last mark.
        focus: What takes the place of something (instead), or the pointing words (pronoun).
        kind: Kind of what the pointing words stand for.
        noun: The noun that they carry: 公司 in 该公司, else "".
    """

    form: Form
    text: str
    focus: str = ""
    kind: MentionKind = "thing"
    noun: str = ""

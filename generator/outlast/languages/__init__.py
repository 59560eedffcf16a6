"""What Outlast says, in the language of the reader.

A sentence is written in English where it is said, whole, with placeholders for what varies. `say` finds it in
the catalogue of the language that is spoken and fills the placeholders; a sentence that has no translation is
said in English. What is found long before it is read is a `Sentence`, and `told` where it is shown. A
language is a folder here with its `messages.po`, and no code. See `docs/decisions/0022`.
"""

from outlast.languages.language import ENGLISH, Language, is_known, known, speaker
from outlast.languages.sentence import NOTHING, Sentence, counted, later, told
from outlast.languages.speech import inside, mark, say, say_as, say_count, speaking, spoken

__all__ = [
    "ENGLISH",
    "NOTHING",
    "Language",
    "Sentence",
    "counted",
    "inside",
    "is_known",
    "known",
    "later",
    "mark",
    "say",
    "say_as",
    "say_count",
    "speaker",
    "speaking",
    "spoken",
    "told",
]

"""Documents as tokens and sentences, with offsets into the original."""

import re
from typing import Final

from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.vocabulary import Fold, Form, Vocabulary
from tocsin.extraction import signs
from tocsin.extraction.lexicon import MEMORY, Lexicon
from tocsin.extraction.words import ENDS as _ENDS
from tocsin.extraction.words import JOINERS as _JOINERS
from tocsin.extraction.words import Entry, Piece, Word

# Letters, digits, marks and the signs that stand inside words; weapon names such as MiG-29 stay one token.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
_TOKEN: Final = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\b\.?|@\w+"  # "U.S.", an account
    rf"|(?>[^\W\d_][\w{_MARKS}]*)(?![-.,٬٫’']\w)"  # most words; what follows is for the rest
    rf"|[^\W\d_]{{1,4}}-\d+\w*"
    rf"|[^\W\d_]{{0,3}}[{_MARKS}]*\d+(?:[.,٬٫]\d+)*(?:\w[\w{_MARKS}]*)?"
    rf"|\w[\w{_MARKS}]*(?:[’'](?!s\b)\w[\w{_MARKS}]*)*"
    r"|[’']s\b|\n+|[^\s\w]"
)
_NUMBER_ON: Final = re.compile(r"\d+(?=[^\W\d_]{3,}$)")  # a number that is written on to its noun: "12شخصا"
_BRACKETED: Final = re.compile(r"\w{0,2}\(\d+\)")  # a number alone in brackets
_GLUED: Final = re.compile(r"([^\W\d_]{3,})(?=\d)")  # a word on to which a number is written, as "about364"
_REMEMBERED: Final = 40  # characters of the longest piece of text whose tokens are remembered
_CLOSERS: Final = frozenset("\"'”’»)]›")
_LONGEST: Final = 250  # tokens of a sentence, so that work on one is bounded
_SHORTEST: Final = 3  # letters that an initial or a short form may have
_HEADING: Final = 6  # the longest heading of an appended list, in words
_PROSE: Final = 14  # words above which a finished sentence after a heading is the article again, and no headline
_DUAL: Final = 2  # the number of a noun for two
_HEADLINE: Final = 24  # the longest headline in such a list

Phrase = tuple[int, int]
"""The first and the last token of a phrase."""


class Tokens:
    """Tokens as they stand: `words[i]` from `starts[i]` on; `fold` is the whole text folded."""

    def __init__(self, words: list[Word], starts: list[int], fold: Fold) -> None:
        self.words = words
        self.starts = starts
        self.fold = fold

    def end(self, i: int) -> int:
        """The offset behind token `i`."""
        return self.starts[i] + self.words[i].length


class Text:
    """A document's tokens: `words[i]` stands from `starts[i]` to `end(i)`; sentences are ranges of tokens."""

    def __init__(self, document: str, title_end: int, lexicon: Lexicon) -> None:
        self.document = document
        self.title_end = title_end
        self.lexicon = lexicon
        self.fold: Fold | None = None  # the document folded
        self.words: list[Word] = []
        self.starts: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        self.lines: list[int] = []
        self.signs: list[int] = []  # what the words of each sentence hold
        self.line = 0
        self.exact: dict[tuple[int, int], tuple[int, int]] = {}  # tokens of a name: its offsets
        self.named: set[int] = set()  # tokens of the names of persons and organisations
        self.at_sea: bool | None = None  # whether any word tells of the sea, found where that is asked

    def copy(self, tokens: Tokens, first: int, last: int) -> None:
        """Takes over the tokens from `first` up to `last` as they are."""
        if first < last:
            self.words += tokens.words[first:last]
            self.starts += tokens.starts[first:last]

    def end(self, i: int) -> int:
        """The offset behind token `i`."""
        return self.starts[i] + self.words[i].length

    def end_sentence(self) -> None:
        """Makes the tokens since the last sentence one more, or several where they are too many for one."""
        words = self.words
        first, last = self.sentences[-1][1] if self.sentences else 0, len(words)
        while first < last:
            end = min(last, first + _LONGEST)
            self.sentences.append((first, end))
            self.lines.append(self.line)
            held = 0
            for k in range(first, end):
                held |= words[k].signs
            self.signs.append(held)
            first = end

    def quote(self, first: int, last: int) -> str:
        """The document's words from token `first` to token `last`, both included."""
        return self.document[self.starts[first] : self.end(last)]


def read(document: str, title_end: int, lexicon: Lexicon) -> Text:
    """The document tokenised, its phrases joined, its sentences found. Linear in its length."""
    text = Text(document, title_end, lexicon)
    tokens = _tokens(document, lexicon)
    text.fold = tokens.fold
    words, plain, last = tokens.words, 0, len(tokens.words) - 1
    for i in range(last + 1):
        word = words[i]
        if not word.special or i < plain:
            continue
        leads = i < last and word.leads and (word.leads & words[i + 1].follows or words[i + 1].stops)
        phrase = _phrase(words, i, lexicon) if leads else None
        if phrase is None and not word.stops:
            continue
        if phrase is not None:
            text.copy(tokens, plain, i)
            entry, plain = phrase
            start, end = tokens.starts[i], tokens.end(plain - 1)
            text.words.append(lexicon.phrase_word(document[start:end], word, entry))
            text.starts.append(start)
        elif word.text[0] == "\n":
            text.copy(tokens, plain, i)
            plain = i + 1
            text.end_sentence()
            text.line += 1
        elif word.text in _JOINERS and _joins(tokens, i):
            text.copy(tokens, plain, i)
            plain = i + 1
        elif word.text in _ENDS and _ends_sentence(document, tokens, i, lexicon):
            end = i + 1
            while end <= last and words[end].text in _CLOSERS and tokens.starts[end] == tokens.end(end - 1):
                end += 1
            text.copy(tokens, plain, end)
            plain = end
            text.end_sentence()
        elif word.text == "." and not _numbered(tokens, i + 1) and _shortens(tokens, i, lexicon):
            text.copy(tokens, plain, i)
            plain = i + 1
    text.copy(tokens, plain, last + 1)
    text.end_sentence()
    return text


def _tokens(document: str, lexicon: Lexicon) -> Tokens:
    """The document's tokens. Most stand alone between spaces: they are known without looking at their letters."""
    words: list[Word] = []
    starts: list[int] = []
    folds: list[Form] = []
    dropped: list[int] | None = []
    vocabulary = gazetteer().vocabulary
    memory, pieces, nothing, at, breaks = lexicon.memory, lexicon.pieces, vocabulary[""], 0, 0
    for line in document.split("\n"):
        if line and breaks:
            words.append(lexicon.word("\n" * breaks))
            starts.append(at - breaks)
            breaks = 0
        breaks += 1
        texts = line.split(" ")
        known: list[Word | None] = list(map(memory.get, texts))
        for k in range(len(known)):
            word = known[k]
            if word is not None:
                words.append(word)
                starts.append(at)
                form = word.form
                if form is not None:
                    folds.append(form)
                    at += word.length + 1
                    continue
                fold = word.fold or _folded(word, vocabulary)
            elif texts[k]:
                piece = pieces.get(texts[k]) or _divided(texts[k], lexicon, vocabulary)
                for token, start in piece.tokens:
                    words.append(token)
                    starts.append(at + start)
                fold = piece.fold
            else:
                folds.append(nothing)
                at += 1
                continue
            folds += fold.words
            if fold.dropped is None:
                dropped = None
            elif fold.dropped and dropped is not None:
                dropped += [at + offset for offset in fold.dropped]
            at += len(texts[k]) + 1
    if breaks > 1:  # the last line is empty
        words.append(lexicon.word("\n" * (breaks - 1)))
        starts.append(at - breaks)
    folds.append(nothing)
    return Tokens(words, starts, Fold(folds, dropped))


def _folded(word: Word, vocabulary: Vocabulary) -> Fold:
    """A word folded for names; remembered."""
    fold = vocabulary.fold(word.text)
    if len(fold.words) == 1 and fold.dropped == []:
        word.form = fold.words[0]
    else:
        word.fold = fold
    return fold


def _divided(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Piece:
    """The tokens of what stands between two spaces; remembered where it is short."""
    found: list[tuple[Word, int]] = []
    alone = not lexicon.cased and _BRACKETED.fullmatch(text) is not None
    for match in _TOKEN.finditer(text):
        token, start = match.group(), match.start()
        if alone and token in "()":
            continue  # "(12) شخصا"
        glued = None if lexicon.cased else _GLUED.match(token)
        if glued is not None and lexicon.word(glued.group()).known:
            found.append((lexicon.word(glued.group()), start))
            token, start = token[glued.end() :], start + glued.end()
        number = None if lexicon.cased else _NUMBER_ON.match(token)
        if number is not None and lexicon.word(token[number.end() :]).known:
            found.append((lexicon.word(number.group()), start))
            token, start = token[number.end() :], start + number.end()
        found.append((lexicon.word(token), start))
    piece = Piece(found, vocabulary.fold(text))
    if len(text) <= _REMEMBERED:
        if len(lexicon.pieces) > MEMORY:
            lexicon.pieces.clear()
        lexicon.pieces[text] = piece
    return piece


def _closed(words: list[Word], first: int, last: int) -> bool:
    """Whether the sentence ends with a full stop, before quotation marks or not; a headline cut short ends with an
    ellipsis.
    """
    end = last - 1
    while end > first and words[end].text in _CLOSERS:
        end -= 1
    return words[end].text in _ENDS and words[end].text != "…"


def content(text: Text) -> list[int]:
    """The sentences that are the article's own: not the headlines of others that a page puts between or appends."""
    own = _before_appended(text)
    words, sentences = text.words, text.sentences
    kept, aside = [], False
    for number in range(own):
        first, last = sentences[number]
        if (
            number
            and text.signs[number] & signs.BOILERPLATE
            and last - first <= _HEADING
            and any("boilerplate" in words[k].cues for k in range(first, min(last, first + 3)))
        ):
            aside = True
        elif aside and last - first > _PROSE and _closed(words, first, last):
            aside = False
        if not aside:
            kept.append(number)
    return kept


def _before_appended(text: Text) -> int:
    """The number of the first sentence of the unfinished lines that close a page, as headlines do."""
    words, sentences, lines = text.words, text.sentences, text.lines
    number = len(sentences)
    while number and not _closed(words, *sentences[number - 1]):
        first = number - 1
        while first and lines[first - 1] == lines[number - 1]:
            first -= 1
        if sentences[number - 1][1] - sentences[first][0] > _HEADLINE or _goes_on(text, sentences[first][0]):
            break
        number = first
    body = {line for line in lines[:number] if line}
    return number if len(set(lines[number:])) > 1 and len(body) > 1 else len(sentences)


def _goes_on(text: Text, first: int) -> bool:
    """Whether a line begins as one of an article does that goes on, and no headline."""
    word = text.words[first]
    joined = word.proclitics[:1] in text.lexicon.conjunctions and word.proclitics
    return bool(joined or word.cues & {"prose", "continues"})


def _phrase(words: list[Word], i: int, lexicon: Lexicon) -> tuple[Entry, int] | None:
    """The longest listed phrase that begins at token `i`, and the token after it."""
    word, second, end = words[i], _after_joiner(words, i + 1), len(words)
    if second >= end:
        return None
    after = words[second]
    if not word.leads & after.follows:
        return None
    options, owned = word.phrases.get(after.folded), True
    if options is None and after.stem != after.folded:
        options, owned = word.phrases.get(after.stem), not lexicon.clitics(after)
    if options is None:
        return None
    for rest, entry in options:
        if not owned and entry.nouns and entry.nouns[0].number == _DUAL:
            continue  # "مقرا للقيادة" is no "مقرا قيادة"
        j, known = second + 1, 1
        while known < len(rest):
            j = _after_joiner(words, j)
            if j >= end or (words[j].folded != rest[known] and words[j].stem != rest[known]):
                break
            j, known = j + 1, known + 1
        if known == len(rest):
            return entry, j
    return None


def _after_joiner(words: list[Word], i: int) -> int:
    """Token `i`, or the one after it where `i` is what joins two words."""
    return i + 1 if i < len(words) and words[i].stops and words[i].text in _JOINERS else i


def _joins(tokens: Tokens, i: int) -> bool:
    """Whether the hyphen at `i` joins two words (a hyphen between digits is a range)."""
    if not 0 < i < len(tokens.words) - 1:
        return False
    if tokens.end(i - 1) != tokens.starts[i] or tokens.starts[i + 1] != tokens.end(i):
        return False
    return not (tokens.words[i - 1].text[-1].isdigit() and tokens.words[i + 1].text[0].isdigit())


def _ends_sentence(document: str, tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    if tokens.words[i].text != ".":
        return True
    after = document[tokens.end(i) : tokens.end(i) + 1]
    if after and not after.isspace() and after not in _CLOSERS:
        uncased = after.isalpha() and not (after.isupper() or after.islower())  # "قال.وأضاف": no space was typed
        before = tokens.words[i - 1] if i > 0 else None
        ended = before is not None and (before.text in _CLOSERS or (len(before.text) > _SHORTEST and not before.digits))
        return uncased and ended
    return not _shortens(tokens, i, lexicon)


def _numbered(tokens: Tokens, i: int) -> bool:
    """Whether digits stand at `i`, before which a word is no short form of itself ("No. 2")."""
    return i < len(tokens.words) and tokens.words[i].digits


def _shortens(tokens: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Whether the stop at `i` only makes a word short ("Lt. Col.", an initial)."""
    if not i or tokens.end(i - 1) != tokens.starts[i]:
        return False
    before = tokens.words[i - 1]
    return (before.length == 1 and before.text.isalpha()) or before.folded in lexicon.abbreviations

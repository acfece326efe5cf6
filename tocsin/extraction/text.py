"""Documents as tokens and sentences, with offsets into the original."""

import re
from dataclasses import dataclass, field

from tocsin.extraction.lexicon import Entry, Lexicon, Word

# Letters, digits, marks and the signs that stand inside words; weapon names such as MiG-29 stay one token.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(
    rf"[^\W\d_]{{1,4}}-\d+\w*"
    rf"|[^\W\d_]{{0,3}}[{_MARKS}]*\d+(?:[.,٬٫]\d+)*(?:\w[\w{_MARKS}]*)?"
    rf"|\w[\w{_MARKS}]*(?:[’'](?!s\b)\w[\w{_MARKS}]*)*"
    r"|[’']s\b|\n+|[^\s\w]"
)
_ENDS = frozenset(".!?؟…。।")
_CLOSERS = frozenset("\"'”’»)]›")
_OPENERS = frozenset("\"'“‘«([‹")
_HEADING = 6  # the longest heading of an appended list, in words
_HEADLINE = 20  # the longest headline in such a list
_JOINERS = frozenset("-‐‑")


@dataclass(slots=True)
class Text:
    """A document's tokens: `words[i]` stands at `starts[i]` to `ends[i]`; sentences are ranges of tokens."""

    document: str
    title_end: int
    lexicon: Lexicon
    words: list[Word] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def quote(self, first: int, last: int) -> str:
        """The document's words from token `first` to token `last`, both included."""
        return self.document[self.starts[first] : self.ends[last]]


def read(document: str, title_end: int, lexicon: Lexicon) -> Text:
    """The document tokenised, its phrases joined, its sentences found. Linear in its length."""
    text = Text(document, title_end, lexicon)
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(document)]
    analyse, phrase_word = lexicon.word, lexicon.phrase_word
    analysed = [analyse(token) for token, _, _ in tokens]
    words, starts, ends, sentences = text.words, text.starts, text.ends, text.sentences
    first, i, line, size = 0, 0, 0, len(tokens)
    while i < size:
        word = analysed[i]
        token, start, end = tokens[i]
        if word.phrases:
            match = _phrase(word, analysed, tokens, i)
            if match is not None:
                entry, i = match
                end = tokens[i - 1][2]
                words.append(phrase_word(document[start:end], word, entry))
                starts.append(start)
                ends.append(end)
                continue
        i += 1
        if token[0] == "\n":
            if len(words) > first:
                sentences.append((first, len(words)))
                text.lines.append(line)
                first = len(words)
            line += 1
            continue
        if token in _JOINERS and _joins(tokens, i - 1):
            continue
        words.append(word)
        starts.append(start)
        ends.append(end)
        if token in _ENDS and _ends_sentence(document, tokens, i - 1, lexicon):
            while i < size and tokens[i][0] in _CLOSERS and tokens[i][1] == tokens[i - 1][2]:
                words.append(analysed[i])
                starts.append(tokens[i][1])
                ends.append(tokens[i][2])
                i += 1
            sentences.append((first, len(words)))
            text.lines.append(line)
            first = len(words)
    if len(words) > first:
        sentences.append((first, len(words)))
        text.lines.append(line)
    return text


def _closed(words: list[Word], first: int, last: int) -> bool:
    """Whether the sentence ends with a full stop, before quotation marks or not; a headline cut short ends with an ellipsis."""
    end = last - 1
    while end > first and words[end].text in _CLOSERS:
        end -= 1
    return words[end].text in _ENDS and words[end].text != "…"


def content(text: Text) -> int:
    """How many of the sentences are the article's own: not the headlines of others that a page appends."""
    words, sentences, lines = text.words, text.sentences, text.lines
    for number, (first, last) in enumerate(sentences):
        if number and any("boilerplate" in words[k].cues for k in range(first, min(last, first + 3))):
            if last - first <= _HEADING:
                return number
    number = len(sentences)
    while number and not _closed(words, *sentences[number - 1]) and sentences[number - 1][1] - sentences[number - 1][0] <= _HEADLINE:
        number -= 1
    body = {line for line in lines[:number] if line}
    return number if len(set(lines[number:])) > 1 and len(body) > 1 else len(sentences)


def _phrase(word: Word, analysed: list[Word], tokens: list[tuple[str, int, int]], i: int) -> tuple[Entry, int] | None:
    """The longest listed phrase that begins at token `i`, and the token after it."""
    second = i + 2 if i + 1 < len(tokens) and tokens[i + 1][0] in _JOINERS else i + 1
    if second >= len(tokens):
        return None
    options = word.phrases.get(analysed[second].folded) or word.phrases.get(analysed[second].stem)
    for rest, entry in options or ():
        j = second + 1
        for part in rest[1:]:
            if j < len(tokens) and tokens[j][0] in _JOINERS:
                j += 1
            if j >= len(tokens) or (analysed[j].folded != part and analysed[j].stem != part):
                break
            j += 1
        else:
            return entry, j
    return None


def _joins(tokens: list[tuple[str, int, int]], i: int) -> bool:
    """Whether the hyphen at `i` joins two words (a hyphen between digits is a range)."""
    if not 0 < i < len(tokens) - 1:
        return False
    (left, _, left_end), (_, start, end), (right, right_start, _) = tokens[i - 1], tokens[i], tokens[i + 1]
    if left_end != start or right_start != end:
        return False
    return not (left[-1].isdigit() and right[0].isdigit())


def _ends_sentence(document: str, tokens: list[tuple[str, int, int]], i: int, lexicon: Lexicon) -> bool:
    token, start, end = tokens[i]
    if token != ".":
        return True
    after = document[end : end + 2]
    if after and not after[0].isspace() and after[0] not in _CLOSERS:
        return False
    if i and tokens[i - 1][2] == start:
        before = tokens[i - 1][0]
        if len(before) == 1 and before.isalpha():
            return False
        if lexicon.fold(before) in lexicon.settings.get("abbreviations", ()):
            return False
    return True

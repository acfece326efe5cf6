"""Collecting records and the names that they go by."""

from collections import defaultdict

from tocsin.entities.built import Built, Record
from tocsin.entities.readings import AFTER_LL, FLAGS
from tools.gazetteer.sources import common_words, fold, inputs_hash, overlay, several


class Builder:
    """Collects records and names."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.index: dict[str, int] = {}
        self.names: dict[str, dict[tuple[int, str | None], int]] = defaultdict(dict)
        self.dropped = {row["id"] for row in overlay("dropped")}
        self.blocked = {fold(name) for row in overlay("blocked") for name in several(row["names"])}

    def record(self, record: Record) -> int:
        if record.id in self.index:
            raise SystemExit(f"{record.id} is given twice: keep one row")
        self.index[record.id] = len(self.records)
        self.records.append(record)
        return self.index[record.id]

    def name(self, name: str, record: int, flags: int, context: str | None = None) -> None:
        """Let `name` stand for a record; of two readings the stronger holds."""
        folded = name if "  " in name else fold(name)
        if len(folded) < 2 or folded.isdigit():
            return
        if folded in self.blocked and self.records[record].id.startswith("geonames:"):
            return
        key = (record, context)
        present = self.names[folded].get(key)
        self.names[folded][key] = flags if present is None else min(present, flags)
        if folded.startswith("ال") and len(folded) > 5 and not flags & AFTER_LL:
            self.names[folded[2:]].setdefault(key, flags | AFTER_LL)

    def built(self, personal_names: list[str]) -> Built:
        """What was collected, in the order that the built file keeps."""
        names = sorted(self.names)
        starts, readings, contexts = [0], list[int](), dict[int, str]()
        for name in names:
            of_name = sorted(
                ((record, flags, context or "") for (record, context), flags in self.names[name].items()),
                key=lambda r: (r[2], -self.records[r[0]].population, r[0]),
            )
            for record, flags, context in of_name:
                if context:
                    contexts[len(readings)] = context
                readings.append(record * FLAGS + flags)
            starts.append(len(readings))
        return Built(
            inputs_hash(),
            self.records,
            "\n".join(names),
            starts,
            readings,
            contexts,
            personal_names,
            common_words(),
        )

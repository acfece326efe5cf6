"""Build `tocsin/entities/gazetteer.bin` from pinned packages and the overlay; needs the `gazetteer` dependency group.

python -m tools.gazetteer            writes the file
python -m tools.gazetteer --check    fails where the file is not built from the present overlay
"""

import lzma
import sys
from importlib.metadata import version

import msgspec

from tocsin.entities.built import GAZETTEER, Built, read_gazetteer
from tools.gazetteer.builder import Builder
from tools.gazetteer.organisations import add_further_names, add_institutions, add_organisations
from tools.gazetteer.places import add_cities, add_countries, add_overlay_places, add_subdivisions
from tools.gazetteer.sources import PACKAGES, inputs_hash, latin_personal_names, personal_names


def build() -> Built:
    builder = Builder()
    personal = personal_names()
    add_countries(builder)
    codes = add_subdivisions(builder)
    add_cities(builder, codes, frozenset(personal) | latin_personal_names())
    add_overlay_places(builder)
    add_organisations(builder)
    add_institutions(builder)
    add_further_names(builder)
    return builder.built(personal)


def main() -> None:
    if "--check" in sys.argv:
        if read_gazetteer().inputs != inputs_hash():
            raise SystemExit("gazetteer.bin is older than its inputs: run `python -m tools.gazetteer`")
        return
    for package, pinned in PACKAGES.items():
        if (present := version(package)) != pinned:
            raise SystemExit(f"{package} is {present}, the build needs {pinned}: pip install {package}=={pinned}")
    built = build()
    packed = lzma.compress(msgspec.msgpack.encode(built), preset=9 | lzma.PRESET_EXTREME)
    GAZETTEER.write_bytes(packed)
    print(f"{len(built.records):,} records, {len(built.starts) - 1:,} names, {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

"""The file's layout: what writer and reader must agree on.

    head     magic, position and length of the meta part
    places   one record each: `RECORD`, then the name, and of some an id and claims, joined by a
             tab; padded to 4 bytes
    names    entries sorted by hash, in buckets of equal leading bits; a bucket holds the last 6
             bytes of the hashes of all its names, then their places, flags, kinds, ranks and
             surface marks
    starts   number of the first entry of each bucket, as uint32
    grid     settlements by quarter-degree cell: all cells, then all places (uint32)
    ids      every place in the order of the `id_key` of its id (uint32)
    rings    outlines: `RING` each, then all points as int32 lon, lat in thousandths of a degree
    sounds   names by the `sound_key` of their skeletons (`likeness`), in buckets as above: how
             many (uint32), their keys and places (uint32), ranks (a byte each), the folded
             spellings as lines; then the position of each bucket (uint64)
    meta     JSON: positions of the parts, kinds, countries, regions, sources

All numbers are little-endian; hashes are the 8 bytes of BLAKE2b, compared as text.
"""

from struct import Struct
from zlib import crc32

MAGIC = b"DATELNG6"
HEAD = Struct("<8sQQ")
RECORD = Struct("<iiIHIHBBBB")  # lat, lon (millionths), people, radius (tenths of a km), geonames
#                                 id, region, kind, country, then the lengths of the texts
RING = Struct("<H4iII")  # code, west, south, east, north, first point, number of points
HASH_BYTES = 6  # of 8 that are kept: the bucket tells most of the others
ENTRY_BYTES = HASH_BYTES + 8  # 4 place, 1 flags, 1 kind, 1 rank, 1 surface mark
TENTHS = 10
MOST_TENTHS = 0xFFFF  # 6,553.5 km: no place reaches further
ALIGN = 4
DEGREE = 1_000_000
NAMES_PER_BUCKET = 24
MOST_BUCKET_BITS = 18
HEARD_BYTES = 4
MOST_HEARD = 160  # spellings of one skeleton that are kept, the best known
NO_PLACE = 0  # the entry of an English word that is no place's name


def bucket_bits(names: int) -> int:
    """How many leading bits of the hash choose the bucket, for a file of so many names."""
    return min(MOST_BUCKET_BITS, max(1, (names // NAMES_PER_BUCKET).bit_length()))


def id_key(place_id: str) -> int:
    """The number an id is filed by: GeoNames' own, else a checksum that others may share."""
    scheme, _, number = place_id.partition(":")
    if scheme == "geonames" and number.isascii() and number.isdigit():
        return int(number) & 0xFFFFFFFF
    return crc32(place_id.encode("utf-8", "surrogatepass"))


def sound_key(skeleton: str) -> int:
    """The number a skeleton is filed by."""
    return crc32(skeleton.encode("utf-8", "surrogatepass"))

# Makes the Parquet files of this folder, one table in several codecs and encodings, and parquet.csv,
# the same table as text, with pyarrow 26.0.1; duckdb.parquet with DuckDB 2.0.1. The figures are made up.
import datetime, struct
import duckdb, pyarrow as pa, pyarrow.parquet as pq
from decimal import Decimal


def months(n):
    for i in range(n):
        yield i, datetime.date(2022 + i // 12, 1 + i % 12, 1)


n = 60
rows = list(months(n))
table = pa.table({
    "period": pa.array([m for _, m in rows], pa.date32()),
    "stamp": pa.array([datetime.datetime(m.year, m.month, 1) for _, m in rows], pa.timestamp("us")),
    "code": pa.array([("1201", "270900", None)[i % 3] for i in range(n)]).dictionary_encode(),
    "label": pa.array([f"Güter, {i % 5}" for i in range(n)]),
    "value": pa.array([None if i % 11 == 5 else i * 0.1 + 0.2 for i in range(n)], pa.float64()),
    "kg": pa.array([i * 1000003 for i in range(n)], pa.int64()),
    "price": pa.array([Decimal(i * 12345) / 100 for i in range(n)], pa.decimal128(20, 2)),
    "short": pa.array([i - 30 for i in range(n)], pa.int32()),
    "single": pa.array([i * 0.1 for i in range(n)], pa.float32()),
    "final": pa.array([i % 2 == 0 for i in range(n)]),
})
for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]:
    pq.write_table(table, f"{codec}.parquet", compression=codec, row_group_size=25, data_page_version="2.0" if codec == "zstd" else "1.0")
pq.write_table(table, "plain.parquet", use_dictionary=False, compression="snappy", version="2.6",
               column_encoding={"kg": "DELTA_BINARY_PACKED", "label": "DELTA_BYTE_ARRAY", "value": "BYTE_STREAM_SPLIT", "short": "PLAIN"})
pq.write_table(pa.table({"period": ["2023-09"], "value": pa.array([[1.0, 2.0]])}), "nested.parquet")
duckdb.sql("""copy (select i::hugeint huge, i::utinyint tiny, date '2023-09-01' + i::int as d, timestamp '2023-09-01' + interval (i) hour as t,
    (i / 3)::decimal(18, 4) dec, case when i % 3 = 0 then null else 'x' || i end word, i % 2 = 0 even from range(5) r(i))
    to 'duckdb.parquet' (format parquet, parquet_version v2)""")
day = datetime.datetime
pq.write_table(pa.table({
    "d128": pa.array([Decimal("123456789012345678901234.56"), Decimal("-0.01"), None], pa.decimal128(38, 2)),
    "seconds": pa.array([day(2023, 9, 1), day(1969, 12, 31, 23, 59, 59), None], pa.timestamp("ms")),
    "zone": pa.array([day(2023, 9, 1), day(2023, 9, 30, 20), None], pa.timestamp("us", tz="Asia/Shanghai")),
    "u8": pa.array([255, 0, None], pa.uint8()), "u64": pa.array([2**64 - 1, 0, None], pa.uint64()), "i8": pa.array([-128, 127, None], pa.int8()),
    "f32": pa.array([0.1, 1e30, None], pa.float32()), "f64": pa.array([0.1, float("nan"), float("inf")]),
    "binary": pa.array([b"ab", b"cd", None], pa.binary()), "text": pa.array(["a,b", 'q"x', "line\nbreak"]),
    "nothing": pa.nulls(3),
    "list": pa.array([[1], [2, 3], None]), "record": pa.array([{"a": 1}, {"a": 2}, None]),
}), "types.parquet")
pq.write_table(pa.table({"ns": pa.array([day(2023, 9, 1), day(1950, 6, 1, 12)], pa.timestamp("ns"))}), "int96.parquet", use_deprecated_int96_timestamps=True)
def cell(x):
    if x is None:
        return ""
    if isinstance(x, bool):
        return str(x).lower()
    if isinstance(x, datetime.datetime):
        return x.strftime("%Y-%m-%d")
    return f'"{x}"' if "," in str(x) else str(x)
def shortest(x):
    for digits in range(1, 10):
        if struct.pack("f", float(f"{x:.{digits}g}")) == struct.pack("f", x):
            return f"{float(f'{x:.{digits}g}')}"
with open("parquet.csv", "w") as f:
    f.write(",".join(table.column_names) + "\n")
    for r in table.to_pylist():
        r["single"] = shortest(r["single"])
        f.write(",".join(cell(r[c]) for c in table.column_names) + "\n")

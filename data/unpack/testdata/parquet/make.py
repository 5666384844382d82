# Makes the Parquet files of this folder, one table in several codecs and encodings, and parquet.csv,
# the same table as text, with pyarrow 26.0.1. The figures are made up.
import datetime, struct
import pyarrow as pa, pyarrow.parquet as pq
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

//! Parquet label files, written by pyarrow 26 from the first rows of `labels.csv` (gold left out in
//! every seventh row, one column more, columns in another order): they read like the same rows as
//! CSV. Without the feature they are refused with what to do.

use firstbest::labels::read_labels;
use firstbest::labels::{LabelFileError, LabelTable, ReadOptions};
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn read(path: &Path) -> Result<LabelTable, LabelFileError> {
    read_labels(path, &ReadOptions::default()).map(|(table, _)| table)
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_the_feature_the_refusal_says_what_to_do() {
    let message = read(&data("labels_snappy.parquet"))
        .map(|table| table.rows())
        .expect_err("not read")
        .to_string();
    for piece in ["labels_snappy.parquet", "--features parquet", "CSV"] {
        assert!(message.contains(piece), "{message}");
    }
}

#[cfg(feature = "parquet")]
mod with_the_feature {
    use super::*;
    use quickcheck::quickcheck;

    fn rows(table: &LabelTable) -> Vec<String> {
        (0..table.rows())
            .map(|row| {
                let item = table.items().name(table.item()[row]);
                let annotator = table.annotators().name(table.annotator()[row]);
                format!(
                    "{item} {annotator} {:?} {:?}",
                    table.label()[row],
                    table.gold()[row]
                )
            })
            .collect()
    }

    #[test]
    fn reads_what_csv_reads() {
        let csv = rows(&read(&data("labels_parquet.csv")).expect("CSV"));
        assert_eq!(csv.len(), 240);
        for name in ["labels_snappy.parquet", "labels_zstd.parquet"] {
            assert_eq!(rows(&read(&data(name)).expect(name)), csv, "{name}");
        }
    }

    #[test]
    fn a_wrong_label_is_refused_with_its_row() {
        let message = read(&data("wrong_label.parquet"))
            .map(|table| table.rows())
            .expect_err("0.25 is no label")
            .to_string();
        assert!(message.contains(":101: field `label`"), "{message}");
        let lenient = ReadOptions {
            lenient: true,
            ..Default::default()
        };
        let (table, report) = read_labels(&data("wrong_label.parquet"), &lenient).expect("rows");
        assert_eq!((table.rows(), report.skipped), (239, 1));
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("f.parquet");
        let whole = std::fs::read(data("labels_snappy.parquet")).expect("a committed file");
        for content in [&b"PAR1"[..], b"PAR1xxxxPAR1", &whole[..whole.len() / 2]] {
            std::fs::write(&path, content).expect("writable");
            assert!(read(&path).is_err());
        }
    }

    quickcheck! {
        /// A changed byte is read, or refused with a message; never a panic that gets out.
        fn one_changed_byte(place: usize, byte: u8) -> bool {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("f.parquet");
            let mut content = std::fs::read(data("labels_snappy.parquet")).expect("a committed file");
            let place = place % content.len();
            content[place] = byte;
            std::fs::write(&path, content).expect("writable");
            read(&path).map_or_else(|e| !e.to_string().is_empty(), |t| t.rows() > 0)
        }
    }
}

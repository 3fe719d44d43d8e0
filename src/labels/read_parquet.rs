//! Label files in Parquet, with the cargo feature `parquet`.

use super::error::{LabelFileError, RowFault, quoted};
use super::label::Label;
use super::read::{CLUSTER_COLUMNS, Sink};
use super::table::Row;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use std::borrow::Cow;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Reads the columns in use, row group by row group; "line" in a complaint is the row, counted from
/// 1.
pub(crate) fn read(file: File, sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
    // The crate checks what it reads, but a damaged file has been known to break such readers off.
    catch_unwind(AssertUnwindSafe(|| read_all(file, sink))).unwrap_or_else(|_| {
        Err(whole(
            sink,
            "this Parquet file is damaged: its reader broke off".into(),
        ))
    })
}

fn read_all(file: File, sink: &mut Sink<'_>) -> Result<(), LabelFileError> {
    let reader = SerializedFileReader::new(file).map_err(|error| unreadable(sink, 0, &error))?;
    let schema = reader.metadata().file_metadata().schema();
    let columns = columns(schema, sink).map_err(|problem| whole(sink, problem))?;
    let used: Vec<Arc<Type>> = columns.iter().map(|(_, column)| column.clone()).collect();
    let projection = Type::group_type_builder(schema.name())
        .with_fields(used)
        .build()
        .map_err(|error| unreadable(sink, 0, &error))?;
    let rows = reader
        .get_row_iter(Some(projection))
        .map_err(|error| unreadable(sink, 0, &error))?;
    let mut line = 0;
    for row in rows {
        let row = row.map_err(|error| unreadable(sink, line, &error))?;
        line += 1;
        let field = |use_: Use| {
            let name = columns.iter().find(|(u, _)| *u == use_)?.1.name();
            let mut fields = row.get_column_iter();
            fields.find_map(|(n, field)| (n == name).then_some(field))
        };
        let read = || {
            Ok(Cells {
                item: name("item", field(Use::Item))?,
                annotator: name("annotator", field(Use::Annotator))?,
                label: label("label", field(Use::Label))?,
                gold: label("gold", field(Use::Gold))?,
                cluster: match field(Use::Cluster) {
                    None | Some(Field::Null) => None,
                    some => Some(name("cluster", some)?),
                },
            })
        };
        let cells: Result<Cells<'_>, RowFault> = read();
        let taken = cells.as_ref().map(Cells::row).map_err(RowFault::clone);
        sink.take(line, taken)?;
    }
    Ok(())
}

/// What a row holds.
struct Cells<'f> {
    item: Cow<'f, str>,
    annotator: Cow<'f, str>,
    label: Label,
    gold: Label,
    cluster: Option<Cow<'f, str>>,
}

impl Cells<'_> {
    fn row(&self) -> Row<'_> {
        Row {
            item: self.item.as_bytes(),
            annotator: self.annotator.as_bytes(),
            label: self.label,
            gold: self.gold,
            cluster: self.cluster.as_ref().map(|c| c.as_bytes()),
        }
    }
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Item,
    Annotator,
    Label,
    Gold,
    Cluster,
}

/// The columns in use, in the order of the file.
fn columns(schema: &Type, sink: &Sink<'_>) -> Result<Vec<(Use, Arc<Type>)>, String> {
    let find = |name: &str| {
        let mut found = schema
            .get_fields()
            .iter()
            .filter(|field| field.name().trim().eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => Err(format!("column `{name}` stands there twice")),
            (Some(field), None) if !field.is_primitive() => Err(format!(
                "column `{name}` is nested; expected one plain value a row"
            )),
            (field, _) => Ok(field.cloned()),
        }
    };
    let need = |name: &str| {
        find(name)?.ok_or_else(|| {
            let names = schema.get_fields().iter().take(12);
            let shown: Vec<String> = names.map(|f| quoted(f.name().as_bytes())).collect();
            format!("no column `{name}` among {}", shown.join(", "))
        })
    };
    let mut columns = vec![
        (Use::Item, need("item")?),
        (Use::Annotator, need("annotator")?),
        (Use::Label, need("label")?),
    ];
    columns.extend(find("gold")?.map(|column| (Use::Gold, column)));
    let cluster = match &sink.options.cluster_column {
        Some(name) => Some(need(name)?),
        None => match find(CLUSTER_COLUMNS[0])? {
            None => find(CLUSTER_COLUMNS[1])?,
            found => found,
        },
    };
    columns.extend(cluster.map(|column| (Use::Cluster, column)));
    let place = |column: &Arc<Type>| {
        let fields = schema.get_fields();
        fields
            .iter()
            .position(|field| field.name() == column.name())
    };
    columns.sort_by_key(|(_, column)| place(column));
    Ok(columns)
}

/// A name: a text or an integer.
fn name<'f>(column: &'static str, field: Option<&'f Field>) -> Result<Cow<'f, str>, RowFault> {
    Ok(match field {
        Some(Field::Str(text)) => Cow::Borrowed(text.as_str()),
        Some(Field::Bytes(bytes)) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
        Some(
            integer @ (Field::Byte(_)
            | Field::Short(_)
            | Field::Int(_)
            | Field::Long(_)
            | Field::UByte(_)
            | Field::UShort(_)
            | Field::UInt(_)
            | Field::ULong(_)),
        ) => integer.to_string().into(),
        other => {
            return Err(RowFault::Field {
                field: column,
                found: shown(other),
                expected: "a text or an integer",
            });
        }
    })
}

/// A label: a number, the same as a text, null for none.
fn label(column: &'static str, field: Option<&Field>) -> Result<Label, RowFault> {
    match field {
        None | Some(Field::Null) => Ok(Label::Missing),
        Some(Field::Str(text)) => Label::parse(column, text.as_bytes()),
        Some(Field::Bool(_)) | Some(Field::Bytes(_)) => Err(RowFault::Field {
            field: column,
            found: shown(field),
            expected: super::label::LABEL_RULE,
        }),
        // Numbers are written so that they read back the same.
        Some(number) => Label::parse(column, number.to_string().as_bytes()),
    }
}

fn shown(field: Option<&Field>) -> String {
    field.map_or("absent".into(), |field| {
        quoted(field.to_string().as_bytes())
    })
}

fn whole(sink: &Sink<'_>, problem: String) -> LabelFileError {
    LabelFileError::File {
        path: sink.path.into(),
        problem,
    }
}

fn unreadable(sink: &Sink<'_>, line: u64, error: &ParquetError) -> LabelFileError {
    sink.io_error(line, std::io::Error::other(error.to_string()))
}

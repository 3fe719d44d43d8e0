//! Label files in Parquet, with the cargo feature `parquet`.

use super::columns::{Places, Role, Wanted, places};
use super::error::{LabelFileError, RowFault, quoted};
use super::fields::Fields;
use super::sink::Sink;
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
    let names: Vec<String> = schema
        .get_fields()
        .iter()
        .map(|f| f.name().to_owned())
        .collect();
    let wanted = Wanted {
        named: &sink.options.columns,
        cluster: sink.options.cluster_column.as_deref(),
        date: sink.options.dates,
        header: true,
        own: names.len(),
    };
    let places = places(&names, wanted).map_err(|complaint| whole(sink, complaint.to_string()))?;
    // The columns in use, in the order of the file.
    let mut used: Vec<usize> = places.all().collect();
    used.sort_unstable();
    used.dedup();
    let columns: Vec<Arc<Type>> = used
        .iter()
        .map(|&i| schema.get_fields()[i].clone())
        .collect();
    if let Some(nested) = columns.iter().find(|column| !column.is_primitive()) {
        return Err(whole(
            sink,
            format!(
                "column `{}` is nested; expected one plain value a row",
                nested.name()
            ),
        ));
    }
    sink.note(&places.notes);
    let projection = Type::group_type_builder(schema.name())
        .with_fields(columns)
        .build()
        .map_err(|error| unreadable(sink, 0, &error))?;
    let rows = reader
        .get_row_iter(Some(projection))
        .map_err(|error| unreadable(sink, 0, &error))?;
    let mut line = 0;
    for row in rows {
        let row = row.map_err(|error| unreadable(sink, line, &error))?;
        line += 1;
        let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        let row = cells(&fields, &used, &places, &names);
        sink.take(line, row)?;
    }
    Ok(())
}

/// The texts of a row.
fn cells<'f>(
    fields: &[&'f Field],
    used: &[usize],
    places: &Places,
    names: &'f [String],
) -> Result<Fields<'f>, RowFault> {
    let at = |place: usize| {
        let i = used.binary_search(&place).ok()?;
        fields.get(i).copied()
    };
    let named = |role: Role| -> Result<Option<Cow<'f, [u8]>>, RowFault> {
        let mut parts = Vec::new();
        for &place in places.of(role) {
            parts.push(name(role.name(), at(place))?);
        }
        Ok(match parts.len() {
            0 => None,
            1 => parts.pop().map(bytes),
            _ => Some(Cow::Owned(parts.join("\u{1f}").into_bytes())),
        })
    };
    let optional = |role: Role| match places.one(role).and_then(at) {
        None | Some(Field::Null) => Ok(None),
        Some(_) => named(role),
    };
    let value = |role: Role| -> Result<Option<Cow<'f, [u8]>>, RowFault> {
        places
            .one(role)
            .map(|place| label(role.name(), at(place)))
            .transpose()
    };
    let pair = match (optional(Role::First)?, optional(Role::Second)?) {
        (Some(a), Some(b)) => Some([a, b]),
        _ => None,
    };
    let headings = places.one(Role::First).zip(places.one(Role::Second));
    Ok(Fields {
        item: named(Role::Item)?.unwrap_or_default(),
        annotator: named(Role::Annotator)?.unwrap_or_default(),
        label: value(Role::Label)?.unwrap_or_default(),
        gold: value(Role::Gold)?,
        cluster: optional(Role::Cluster)?,
        assistant: value(Role::Assistant)?,
        date: value(Role::Date)?,
        pair,
        headings: headings.map(|(a, b)| [names[a].as_str(), names[b].as_str()]),
        ..Fields::default()
    })
}

fn bytes(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
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

/// A label or a date as text: a number, a text, a truth value, null for none.
fn label<'f>(column: &'static str, field: Option<&'f Field>) -> Result<Cow<'f, [u8]>, RowFault> {
    match field {
        None | Some(Field::Null) => Ok(Cow::Borrowed(b"")),
        Some(Field::Str(text)) => Ok(Cow::Borrowed(text.as_bytes())),
        Some(
            Field::Bytes(_) | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_),
        ) => Err(RowFault::Field {
            field: column,
            found: shown(field),
            expected: super::label::LABEL_RULE,
        }),
        // Numbers are written so that they read back the same.
        Some(number) => Ok(Cow::Owned(number.to_string().into_bytes())),
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

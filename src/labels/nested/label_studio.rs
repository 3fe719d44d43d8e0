//! Label Studio: its JSON export, and JSON-MIN.

use super::asked::Asked;
use super::record::{Found, Record, choice, lacks, list};
use crate::labels::columns::Role;
use crate::labels::error::RowFault;
use crate::labels::shell::columns_option;
use serde_json::Value;
use std::collections::BTreeMap;

/// Keys of JSON-MIN that are no answer.
const ASIDE: [&str; 9] = [
    "id",
    "annotator",
    "annotation_id",
    "created_at",
    "updated_at",
    "lead_time",
    "completed_by",
    "agreement",
    "task_id",
];

/// Names of JSON-MIN under which an answer is found without being named.
const PLAIN: [&str; 7] = [
    "label",
    "choice",
    "choices",
    "preference",
    "rating",
    "winner",
    "selected",
];

/// When an annotation was made.
const DATES: [&str; 2] = ["created_at", "updated_at"];

/// `annotations[].result[].value`: the choice, the rating or the side that is selected, by
/// `completed_by`. Those marked as ground truth are the expert's; an annotation that was cancelled
/// or is without such an answer (skipped, or with free text only) is an empty label. Where several
/// questions are asked, the caller names the one that is meant; gold and the like may be fields of
/// the task's data.
pub(super) fn labels(
    record: &Record,
    asked: &Asked<'_>,
    into: &mut Vec<Found>,
) -> Result<(), RowFault> {
    let id = asked.item(record, &["id", "task_id", "inner_id"])?;
    let Some(Value::Array(annotations)) = record.get("annotations").or(record.get("completions"))
    else {
        return flat(id, record, asked, into);
    };
    asked.look_for_gold(record);
    let extras = asked.extras(record);
    let mut gold = None;
    let mut rows = Vec::new();
    for annotation in annotations.iter().filter_map(Value::as_object) {
        let cancelled = annotation.get("was_cancelled") == Some(&Value::Bool(true));
        let label = if cancelled {
            None
        } else {
            answer(list(annotation, "result")?, asked)?
        };
        if annotation.get("ground_truth") == Some(&Value::Bool(true)) {
            gold = label.or(gold);
            continue;
        }
        rows.push(Found {
            item: id.clone(),
            annotator: asked.annotator(annotation.get("completed_by"), annotation)?,
            label: label.unwrap_or_default(),
            date: asked.date(&[annotation, record], &DATES),
            ..extras.clone()
        });
    }
    // A field that the caller names goes before annotations that are marked as the truth.
    if asked.name(Role::Gold).is_some() {
        gold = extras.gold;
    }
    into.extend(rows.into_iter().map(|row| Found {
        gold: gold.clone(),
        ..row
    }));
    Ok(())
}

/// The one answer of an annotation.
fn answer(results: &[Value], asked: &Asked<'_>) -> Result<Option<String>, RowFault> {
    let control = asked.name(Role::Label);
    let mut answers: BTreeMap<&str, String> = BTreeMap::new();
    for result in results {
        let name = result
            .get("from_name")
            .and_then(Value::as_str)
            .unwrap_or("");
        if control.is_some_and(|wanted| wanted != name) {
            continue;
        }
        asked.mark(Role::Label);
        if let Some(answer) = result.get("value").and_then(choice) {
            answers.entry(name).or_insert(answer);
        }
    }
    if answers.len() > 1 {
        return Err(several(answers.into_keys()));
    }
    Ok(answers.into_values().next())
}

/// JSON-MIN: one flat object per annotation, its answers under names of the user's own among the
/// data of the task.
fn flat(
    id: String,
    record: &Record,
    asked: &Asked<'_>,
    into: &mut Vec<Found>,
) -> Result<(), RowFault> {
    let by = asked.annotator(
        record.get("annotator").or(record.get("completed_by")),
        record,
    )?;
    let label = if asked.name(Role::Label).is_some() {
        asked.text(Role::Label, &[record])
    } else if let Some(found) = PLAIN.iter().find_map(|k| record.get(*k).and_then(choice)) {
        Some(found)
    } else {
        let rest = record.keys().filter(|key| !ASIDE.contains(&key.as_str()));
        let rest: Vec<&str> = rest.map(String::as_str).collect();
        match rest[..] {
            [] => return Err(lacks("label", None, "a choice or a rating")),
            // A single name may be the data's as well as the answer's.
            _ => return Err(several(rest.into_iter())),
        }
    };
    into.push(Found {
        item: id,
        annotator: by,
        label: label.unwrap_or_default(),
        date: asked.date(&[record], &DATES),
        ..asked.extras(record)
    });
    Ok(())
}

/// The complaint about a label that may be several things.
fn several<'n>(names: impl Iterator<Item = &'n str>) -> RowFault {
    let names: Vec<&str> = names.collect();
    let first = names.first().copied().unwrap_or("NAME");
    RowFault::Syntax(format!(
        "the label may be {}; say which question is meant: {}",
        names.join(" or "),
        columns_option(&[("label", first)])
    ))
}

//! Prodigy: lines of `db-out`, choices (`accept`) or decisions (`answer`).

use super::asked::{Asked, annotator};
use super::record::{Found, Record, choice, lacks};
use crate::labels::columns::Role;
use crate::labels::error::RowFault;
use serde_json::Value;

/// The choice of a task with options, or else whether it was accepted or rejected. A task that was
/// ignored, and a choice that was rejected, is no vote.
pub(super) fn labels(
    record: &Record,
    asked: &Asked<'_>,
    into: &mut Vec<Found>,
) -> Result<(), RowFault> {
    let answer = record.get("answer").and_then(Value::as_str);
    let said = asked.name(Role::Label);
    let label = if said == Some("answer") || (said.is_none() && !record.contains_key("accept")) {
        asked.mark(Role::Label);
        answer
            .filter(|answer| *answer != "ignore")
            .map(str::to_owned)
    } else {
        let name = said.unwrap_or("accept");
        let value = record.get(name);
        if value.is_some() {
            asked.mark(Role::Label);
        }
        let none = value.is_none_or(|v| v.is_null() || v.as_array().is_some_and(Vec::is_empty));
        if none || answer.is_some_and(|answer| answer != "accept") {
            None
        } else {
            let one = value.and_then(choice);
            Some(one.ok_or_else(|| lacks("label", value, "one choice"))?)
        }
    };
    let by = match asked.needed(Role::Annotator, "annotator", &[record]) {
        Some(said) => said?,
        None => {
            let who = ["_annotator_id", "_session_id"].map(|key| record.get(key));
            annotator(who.into_iter().flatten().find(|v| !v.is_null()))?
        }
    };
    into.push(Found {
        item: asked.item(record, &["_input_hash", "text", "id", "_task_hash"])?,
        annotator: by,
        label: label.unwrap_or_default(),
        date: asked.date(&[record], &["_timestamp"]),
        ..asked.extras(record)
    });
    Ok(())
}

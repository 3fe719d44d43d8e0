//! The labels of one record, format by format.

use super::asked::{Asked, annotator};
use super::format::Format;
use super::record::{Found, Record, choice, first_of, item, lacks, scalar};
use super::{label_studio, prodigy};
use crate::labels::columns::Role;
use crate::labels::error::RowFault;
use serde_json::Value;

/// Adds the labels of a record; `key` is its name where records are kept by name, `asked` what the
/// caller says of its fields.
pub(super) fn labels(
    format: Format,
    key: Option<&str>,
    asked: &Asked<'_>,
    record: &Record,
    into: &mut Vec<Found>,
) -> Result<(), RowFault> {
    match format {
        Format::LabelStudio => label_studio::labels(record, asked, into),
        Format::Argilla => argilla(record, asked, into),
        Format::Prodigy => prodigy::labels(record, asked, into),
        Format::Doccano => doccano(record, into),
        Format::MtBench | Format::Arena => votes(record, into),
        Format::Multipref => multipref(record, into),
        Format::Lewidi => lewidi(key, record, into),
        Format::CrowdKit | Format::Ranking => {
            Err(RowFault::Syntax("this format is a table".into()))
        }
    }
}

/// `responses`: by question a list of `{value, user_id}`, or a list of `{user_id, values}`; what
/// was discarded or is a draft is left out. Of several questions the caller may name one.
fn argilla(record: &Record, asked: &Asked<'_>, into: &mut Vec<Found>) -> Result<(), RowFault> {
    let id = item(record, &["id", "_server_id", "external_id"])?;
    let counts = |r: &Record| {
        !matches!(
            r.get("status").and_then(Value::as_str),
            Some("discarded" | "draft")
        )
    };
    let extras = asked.extras(record);
    let wanted = |question: &str| match asked.name(Role::Label) {
        Some(name) if name != question => false,
        Some(_) => {
            asked.mark(Role::Label);
            true
        }
        None => true,
    };
    let row = |who: Option<&Value>, label: String| -> Result<Found, RowFault> {
        Ok(Found {
            item: id.clone(),
            annotator: annotator(who)?,
            label,
            ..extras.clone()
        })
    };
    match record.get("responses") {
        Some(Value::Object(questions)) => {
            // One question is judged: the first that has plain answers.
            let asked_for = questions.iter().filter(|(question, _)| wanted(question));
            for answers in asked_for.filter_map(|(_, answers)| answers.as_array()) {
                let plain: Vec<(&Record, String)> = answers
                    .iter()
                    .filter_map(Value::as_object)
                    .filter(|r| counts(r))
                    .filter_map(|r| Some((r, r.get("value").and_then(choice)?)))
                    .collect();
                if plain.is_empty() {
                    continue;
                }
                for (r, label) in plain {
                    into.push(row(r.get("user_id").or(r.get("user")), label)?);
                }
                return Ok(());
            }
            Ok(())
        }
        Some(Value::Array(users)) => {
            for user in users
                .iter()
                .filter_map(Value::as_object)
                .filter(|r| counts(r))
            {
                let values = user.get("values").and_then(Value::as_object);
                let label = values.and_then(|v| {
                    let mut asked_for = v.iter().filter(|(question, _)| wanted(question));
                    asked_for.find_map(|(_, value)| choice(value))
                });
                if let Some(label) = label {
                    into.push(row(user.get("user_id"), label)?);
                }
            }
            Ok(())
        }
        other => Err(lacks(
            "responses",
            other,
            "the answers by question, or a list of them",
        )),
    }
}

/// `{"id", "label": [one], "annotator"}`, or `annotations: [{"label", "user"}]` of older versions.
fn doccano(record: &Record, into: &mut Vec<Found>) -> Result<(), RowFault> {
    let id = item(record, &["id", "text", "data"])?;
    if let Some(Value::Array(annotations)) = record.get("annotations") {
        for a in annotations.iter().filter_map(Value::as_object) {
            into.push(Found {
                item: id.clone(),
                annotator: annotator(a.get("user").or(a.get("annotator")))?,
                label: a
                    .get("label")
                    .and_then(choice)
                    .ok_or_else(|| lacks("label", a.get("label"), "one label"))?,
                ..Found::default()
            });
        }
        return Ok(());
    }
    let who = ["annotator", "username", "user", "annotation_approver"];
    let by = who
        .iter()
        .find_map(|k| record.get(*k).filter(|v| !v.is_null()));
    let label = record
        .get("label")
        .or(record.get("labels"))
        .or(record.get("category"));
    if label.and_then(Value::as_array).is_some_and(Vec::is_empty) {
        return Ok(());
    }
    into.push(Found {
        item: id,
        annotator: annotator(by)?,
        label: label
            .and_then(choice)
            .ok_or_else(|| lacks("label", label, "one label; several to a text are not read"))?,
        ..Found::default()
    });
    Ok(())
}

/// `question_id`, `turn`, `model_a`, `model_b`, `judge`, `winner`.
fn votes(record: &Record, into: &mut Vec<Found>) -> Result<(), RowFault> {
    let question = item(record, &["question_id", "conversation_id", "id"])?;
    // An arena's turn counts the questions of a conversation; MT-Bench judges each turn.
    let turn = first_of(record, &["turn"]).map_or(String::new(), |t| format!("\u{1f}turn {t}"));
    let need = |key: &'static str, expected| {
        record
            .get(key)
            .and_then(scalar)
            .ok_or_else(|| lacks(key, record.get(key), expected))
    };
    let judge = match record.get("judge") {
        // `["gpt-4", "pair-v2"]`
        Some(Value::Array(parts)) => parts
            .iter()
            .filter_map(scalar)
            .collect::<Vec<_>>()
            .join(" "),
        value => annotator(value.or(record.get("judge_hash")).or(record.get("user_id")))?,
    };
    let names = [
        need("model_a", "the first model")?,
        need("model_b", "the second model")?,
    ];
    into.push(Found {
        cluster: Some(question.clone()),
        item: question + &turn,
        annotator: judge,
        label: need("winner", "model_a, model_b or tie")?,
        pair: Some(names),
        date: first_of(record, &["tstamp", "timestamp", "created_at"]),
        ..Found::default()
    });
    Ok(())
}

/// `normal_worker_annotations` and `expert_worker_annotations`: lists of `{evaluator,
/// overall_pref}`, a preference being `A-is-clearly-better` and the like.
fn multipref(record: &Record, into: &mut Vec<Found>) -> Result<(), RowFault> {
    let id = item(record, &["comparison_id"])?;
    for key in ["normal_worker_annotations", "expert_worker_annotations"] {
        let Some(annotations) = record.get(key).and_then(Value::as_array) else {
            continue;
        };
        for a in annotations.iter().filter_map(Value::as_object) {
            let written = a.get("overall_pref").or(a.get("pref"));
            let pref = written
                .and_then(Value::as_str)
                .ok_or_else(|| lacks("overall_pref", written, "A-is-clearly-better or the like"))?;
            let plain = pref.to_ascii_lowercase();
            let label = match plain.as_bytes() {
                [b'a', b'-', ..] => "1",
                [b'b', b'-', ..] => "0",
                [b't', b'i', b'e', ..] => "0.5",
                _ => return Err(lacks("overall_pref", written, "A-is-…, B-is-… or Tie")),
            };
            into.push(Found {
                item: id.clone(),
                annotator: annotator(a.get("evaluator").or(a.get("annotator")))?,
                label: label.into(),
                date: first_of(a, &["timestamp"]),
                ..Found::default()
            });
        }
    }
    Ok(())
}

/// By item `annotators: "Ann1,Ann2"` with `annotations`: `"0,1"` in the same order, or by name.
fn lewidi(key: Option<&str>, record: &Record, into: &mut Vec<Found>) -> Result<(), RowFault> {
    let id = match key {
        Some(key) => key.to_owned(),
        None => item(record, &["id", "item_id"])?,
    };
    let mut add = |annotator: &str, label: String| {
        into.push(Found {
            item: id.clone(),
            annotator: annotator.trim().into(),
            label,
            ..Found::default()
        });
    };
    let given = record.get("annotations");
    match given {
        Some(Value::Object(by_name)) => {
            for (name, label) in by_name {
                let text = scalar(label).ok_or_else(|| lacks("label", Some(label), "one label"))?;
                // Several classes from one annotator are no one label: left out.
                if !text.contains(',') {
                    add(name, text);
                }
            }
            Ok(())
        }
        Some(Value::String(labels)) => {
            let names = record
                .get("annotators")
                .and_then(Value::as_str)
                .ok_or_else(|| {
                    lacks(
                        "annotators",
                        record.get("annotators"),
                        "names, separated by commas",
                    )
                })?;
            let (names, labels): (Vec<&str>, Vec<&str>) =
                (names.split(',').collect(), labels.split(',').collect());
            if names.len() != labels.len() {
                return Err(RowFault::Syntax(format!(
                    "{} annotators but {} annotations",
                    names.len(),
                    labels.len()
                )));
            }
            for (name, label) in names.iter().zip(labels) {
                add(name, label.trim().into());
            }
            Ok(())
        }
        other => Err(lacks(
            "annotations",
            other,
            "labels by annotator, or a text of them",
        )),
    }
}

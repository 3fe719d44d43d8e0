//! A pool drawn from efforts that were seen: what `assess --json` says of each annotator.
//!
//! Efforts tell costs only up to what was at stake. Where the same is at stake for everybody, a
//! marginal worth B of care, annotator i takes the effort with c_i′(η_i) = B, so that with c_i =
//! a_i·η^k the scales are in proportion to η_i^(1−k). Their level is the model's: the annotator of
//! median effort has the model's scale. Annotators are drawn together in groups of neighbouring
//! efforts, as many in each as can be.

use super::types::{MOST_TYPES, Pool, Type};
use crate::input::{InputError, Section};
use crate::model::{Model, Unknown, numbers};

/// Efforts below are taken for this: no finite cost rationalises none at all.
const LEAST: f64 = 0.05;

/// Groups where the file does not say.
const GROUPS: u64 = 4;

/// The pool of the file that `efforts` names, in `types` groups.
pub(super) fn pool(root: &Section<'_, '_>, model: &Model) -> Result<Pool, InputError> {
    let written = root.text("efforts")?;
    let wanted = if root.has("types") {
        root.count("types")?
    } else {
        GROUPS
    };
    if wanted == 0 || wanted > MOST_TYPES as u64 {
        return Err(root.complain(
            "types",
            format!("{wanted} types"),
            format!("from 1 to {MOST_TYPES}"),
        ));
    }
    let refuse = |problem: String| {
        let allowed = "the JSON document of `assess --json` with an effort for some annotator";
        root.complain("efforts", problem, allowed)
    };
    let path = root.path_of(written);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| refuse(format!("{} cannot be read: {error}", path.display())))?;
    let (mut seen, without) = seen(&text).map_err(&refuse)?;
    if seen.is_empty() {
        return Err(refuse(format!("{}: no effort is stated", path.display())));
    }
    seen.sort_by(f64::total_cmp);
    let all = numbers(model);
    let scale = all.iter().find(|n| (n.section, n.key) == ("cost", "scale"));
    let exponent = all
        .iter()
        .find(|n| (n.section, n.key) == ("cost", "exponent"));
    let known = model.unknowns().iter();
    let scale = known
        .clone()
        .find(|u| scale.is_some_and(|s| s.is_number(u)))
        .or(scale);
    let (Some(scale), Some(exponent)) = (scale, exponent) else {
        return Err(refuse(
            "the model's cost has no scale and exponent".to_owned(),
        ));
    };
    let median = seen[seen.len() / 2].max(LEAST);
    let groups = (wanted as usize).min(seen.len());
    let types = (0..groups)
        .map(|group| {
            let (from, to) = (
                group * seen.len() / groups,
                (group + 1) * seen.len() / groups,
            );
            let members = &seen[from..to];
            let effort = members.iter().sum::<f64>() / members.len() as f64;
            let share = libm::pow(effort.max(LEAST) / median, 1.0 - exponent.value);
            let name = format!(
                "effort {:.2} to {:.2}",
                members[0],
                members[members.len() - 1]
            );
            let own = Unknown {
                lower: scale.lower * share,
                value: scale.value * share,
                upper: scale.upper * share,
                ..scale.clone()
            };
            Type::of(name, members.len() as f64, model, vec![own])
        })
        .collect::<Result<Vec<_>, InputError>>()?;
    let mut notes = vec![format!(
        "Costs that rationalise the efforts of {}: the same is at stake for everybody, and an annotator of the median effort {median:.2} has the model's cost.",
        path.display()
    )];
    if without > 0 {
        notes.push(format!(
            "Left out, without an effort in that file: {without} annotators."
        ));
    }
    if seen[0] < LEAST {
        notes.push(format!("Efforts below {LEAST} count as {LEAST}."));
    }
    Ok(Pool { types, notes })
}

/// Efforts, each within [0, 1], and how many annotators have none.
fn seen(text: &str) -> Result<(Vec<f64>, usize), String> {
    let document: serde_json::Value =
        serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
    let annotators = document.get("annotators").and_then(|list| list.as_array());
    let annotators = annotators.ok_or("it lists no annotators")?;
    let efforts: Vec<f64> = annotators
        .iter()
        .filter_map(|one| one.get("effort")?.get("estimate")?.as_f64())
        .map(|effort| effort.clamp(0.0, 1.0))
        .collect();
    let without = annotators.len() - efforts.len();
    Ok((efforts, without))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    const MODEL: &str = "utility = { family = \"power\", gamma = 0.5 }\ncost = { scale = 0.5, exponent = 2.0 }\nvalue = { slope = 0.4 }\nreservation = { utility = 0.3 }\nmonitoring = { scheme = \"expert\", kappa = 0.8 }\n";

    #[test]
    fn the_stake_that_rationalises_one_effort_rationalises_all() {
        let model = Model::from_source(&Source::from_text("m.toml", MODEL)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let efforts = [0.9, 0.3, 0.6, 0.2, 0.4];
        let listed: Vec<_> = efforts
            .iter()
            .map(|effort| serde_json::json!({"effort": {"estimate": effort}}))
            .chain([serde_json::json!({"effort": null})])
            .collect();
        let document = serde_json::json!({"annotators": listed}).to_string();
        std::fs::write(folder.path().join("a.json"), document).unwrap();
        let text = "efforts = \"a.json\"\ntypes = 5\n";
        let source = Source::from_text(folder.path().join("pool.toml"), text);
        let pool = Pool::read(&source, &model).unwrap();
        let stakes: Vec<f64> = pool
            .types
            .iter()
            .zip([0.2, 0.3, 0.4, 0.6, 0.9])
            .map(|(one, effort)| one.model.cost().marginal(effort))
            .collect();
        assert!(stakes.iter().all(|b| (b - 0.4).abs() < 1e-12), "{stakes:?}");
        assert!(pool.notes.iter().any(|note| note.contains("1 annotators")));
    }
}

//! The file of what was seen.

use super::Observation;
use crate::contract::binary::BonusRule;
use crate::design::posted::{Posted, Tiers};
use crate::input::{InputError, Section, Source};

/// Reads what was seen.
///
/// # Errors
/// A file that is none of observations, or fewer than two of them.
pub fn read(source: &Source) -> Result<Vec<Observation>, InputError> {
    let document = source.parse()?;
    let root = document.root();
    root.only(&["seen"])?;
    let entries = root.entries("seen")?;
    if entries.len() < 2 {
        return Err(root.complain(
            "seen",
            format!("{} pays", entries.len()),
            "what was seen under two pays or more, as entries [[seen]]",
        ));
    }
    entries.iter().map(observation).collect()
}

fn observation(entry: &Section<'_, '_>) -> Result<Observation, InputError> {
    entry.only(&[
        "samples",
        "wage",
        "base",
        "thresholds",
        "bonuses",
        "intercept",
        "slope",
        "floor",
        "checked",
        "agreed",
        "effort",
        "error",
    ])?;
    let pay = pay(entry)?;
    if entry.has("effort") {
        let share = |value: f64| (0.0..=1.0).contains(&value);
        return Ok(Observation {
            pay,
            seen: entry.number_where("effort", "from 0 to 1", share)?,
            error: entry.number_where("error", "a standard error above 0", |e| e > 0.0)?,
            effort: true,
        });
    }
    let checked = entry.number_where("checked", "a number of labels above 0", |n| n >= 1.0)?;
    let most = format!("from 0 to {checked}");
    let agreed = entry.number_where("agreed", &most, |a| (0.0..=checked).contains(&a))?;
    // A half each way, so that none or all agreeing has an error.
    let share = (agreed + 0.5) / (checked + 1.0);
    Ok(Observation {
        pay,
        seen: agreed / checked,
        error: (share * (1.0 - share) / checked).sqrt(),
        effort: false,
    })
}

fn pay(entry: &Section<'_, '_>) -> Result<Posted, InputError> {
    if entry.has("wage") {
        return Ok(Posted::Flat {
            wage: entry.number("wage")?,
        });
    }
    let samples = entry.count("samples")?;
    if samples == 0 {
        return Err(entry.complain("samples", "0", "a number of checked labels above 0"));
    }
    if entry.has("slope") {
        return Ok(Posted::Linear {
            samples,
            intercept: entry.number("intercept")?,
            slope: entry.number_where("slope", "a number above 0", |s| s > 0.0)?,
            floor: entry.number("floor")?,
        });
    }
    let base = entry.number("base")?;
    let (thresholds, bonuses) = (entry.numbers("thresholds")?, entry.numbers("bonuses")?);
    let refuse = |key: &str, problem: &str| {
        let allowed = format!(
            "as many bonuses, above 0, as thresholds, whole numbers from 1 to {samples} ascending; up to {}",
            Tiers::MOST
        );
        entry.complain(key, problem.to_owned(), allowed)
    };
    if thresholds.len() != bonuses.len() || bonuses.iter().any(|bonus| !(*bonus > 0.0)) {
        return Err(refuse("bonuses", "they do not fit the thresholds"));
    }
    let rules: Option<Vec<(BonusRule, f64)>> = thresholds
        .iter()
        .zip(&bonuses)
        .map(|(threshold, bonus)| {
            let whole = threshold.fract() == 0.0 && *threshold >= 1.0;
            let rule = BonusRule::at(samples, *threshold as u64).filter(|_| whole)?;
            Some((rule, *bonus))
        })
        .collect();
    let tiers = rules.as_deref().and_then(Tiers::new);
    let tiers = tiers.ok_or_else(|| refuse("thresholds", "they are no thresholds"))?;
    let single = tiers.iter().next().filter(|_| thresholds.len() == 1);
    Ok(match single {
        Some((rule, bonus)) => Posted::Bonus { rule, base, bonus },
        None => Posted::Tiered { base, tiers },
    })
}

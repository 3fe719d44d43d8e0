//! What is proved of tiers at given sizes.

use super::super::TheoremError;
use super::super::evidence::{Check, Measured, Standing};
use super::super::study::Instance;
use super::class;
use crate::bounds;
use crate::contract::{Class, Threshold};

/// Brackets at each size and number of tiers, and that two tiers beat every single bonus.
pub fn checks(
    instance: &Instance,
    samples: &[u64],
    tiers: &[f64],
) -> Result<Vec<Check>, TheoremError> {
    let first_best = instance.first_best()?;
    let mut both = 0;
    let mut asked = 0;
    let mut widest: f64 = 0.0;
    let mut inside = true;
    let mut beaten = Vec::new();
    for n in samples {
        let solve = |class: Class| {
            class
                .solve(&first_best, *n)
                .map_err(|error| instance.contract_error(error))
        };
        for tiers in tiers {
            let class = class(*tiers as u32);
            let solved = solve(class)?;
            let bracket = bounds::bracket(&first_best, class, &solved);
            asked += 1;
            if let Some(gap) = bracket.interval() {
                both += 1;
                widest = widest.max(gap.upper() / gap.lower());
                // The estimate lies a margin below the verified contract at the most.
                let gap_here = solved.gap.total();
                inside &= gap.lower() <= gap_here && gap.upper() <= gap_here * 1.002;
            }
            if *tiers == 2.0 {
                let bonus = Class::Binary(Threshold::Deterministic);
                let single = bounds::bracket(&first_best, bonus, &solve(bonus)?);
                if let (Some(upper), Some(lower)) = (bracket.upper(), single.lower()) {
                    beaten.push((*n, lower / upper));
                }
            }
        }
    }
    let check = |claim: &str, measured: Measured, holds| Check {
        instance: instance.label.clone(),
        claim: claim.to_owned(),
        measured,
        standing: Standing::Proved,
        holds,
    };
    let least = beaten.iter().map(|(_, r)| *r).fold(f64::INFINITY, f64::min);
    Ok(vec![
        check(
            "the gap of the best tiered contract is proved to lie in an interval",
            format!(
                "{both} of {asked} brackets complete; upper over lower end at most {:.3}: below stands the largest of what deterring costs, what holds for all pay and the information of the groups",
                widest * 1.0005
            ).into(),
            both == asked && inside,
        ),
        check(
            "two tiers are proved to lose less than every single bonus",
            Measured::from(format!(
                "at each of {} sizes; by a factor of at least ",
                beaten.len()
            ))
            .number("two_tiers_proved", format_args!("{:.3}", least * 0.9995)),
            beaten.len() == samples.len() && least > 1.0,
        ),
    ])
}

//! Which contract loses less at which price.

use super::curve::Curve;
use crate::theorem::evidence::{Check, Mark, Measured, Series, Standing};
use crate::theorem::limits::GAP_ERROR;
use crate::theorem::study::Instance;

/// (m, loss of a bonus over loss of linear pay) where both pay for their samples.
fn pairs(linear: &Curve, binary: &Curve) -> Vec<(f64, f64)> {
    linear
        .points
        .iter()
        .zip(&binary.points)
        .filter_map(|(linear, binary)| {
            let (linear, bonus) = (linear.best.as_ref()?, binary.best.as_ref()?);
            Some((
                linear.cost.money(),
                bonus.total_loss() / linear.total_loss(),
            ))
        })
        .collect()
}

pub fn ratios(instance: &Instance, group: usize, linear: &Curve, binary: &Curve) -> Series {
    Series::new(
        instance.label.clone(),
        Mark::Points,
        group,
        pairs(linear, binary),
    )
}

/// From some price on down linear pay loses less.
pub fn choice_check(instance: &Instance, linear: &Curve, binary: &Curve) -> Check {
    let mut pairs = pairs(linear, binary);
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Prices from the cheapest up at which linear pay is better by more than the error of the gaps.
    let better = pairs
        .iter()
        .take_while(|(_, ratio)| *ratio > 1.0 + 10.0 * GAP_ERROR)
        .count();
    let measured = match (pairs.first(), better.checked_sub(1).map(|last| pairs[last])) {
        (Some((cheapest, most)), Some((dearest, _))) => {
            let rest = if better == pairs.len() {
                "at every price at which both pay".to_owned()
            } else {
                format!("a bonus loses less at m = {:e}", pairs[better].0)
            };
            Measured::from(format!(
                "linear pay loses less from m = {dearest:e} down ({rest}); at m = "
            ))
            .number("cheapest", format_args!("{cheapest:e}"))
            .say(" a bonus loses ")
            .number("bonus_loses", format_args!("{most:.1}"))
            .say(" times as much")
        }
        _ => "a bonus loses less at the lowest price".into(),
    };
    Check {
        instance: instance.label.clone(),
        claim: "from some price on down linear pay loses less than a bonus".to_owned(),
        measured,
        standing: Standing::Computed,
        holds: better > 0,
    }
}

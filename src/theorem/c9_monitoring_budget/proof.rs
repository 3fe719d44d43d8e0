//! What is proved of linear pay against every contract and every number of samples.

use super::prices::{design_error, read_prices};
use crate::contract::{Class, FirstBest};
use crate::design::posted::{post, proof, round};
use crate::design::{
    BestSamples, DesignError, SampleCost, asymptote, best_samples, every_contract,
};
use crate::input::{InputError, Section};
use crate::print::number::decimals_outward;
use crate::proof::checked;
use crate::theorem::TheoremError;
use crate::theorem::evidence::{Check, Measured, Standing};
use crate::theorem::study::{Instance, Progress};

/// Prices at which it is to be proved: `[proof]` of the parameter file.
pub struct Proof {
    pub prices: Vec<SampleCost>,
    /// Share of the loss of linear pay that no contract and no number of samples saves.
    share: f64,
}

impl Proof {
    pub fn read(section: &Section<'_, '_>) -> Result<Self, InputError> {
        section.only(&["prices", "share"])?;
        Ok(Self {
            prices: read_prices(section)?,
            share: section.number_where("share", "above 0 and below 1", |x| x > 0.0 && x < 1.0)?,
        })
    }

    pub fn check(
        &self,
        instance: &Instance,
        progress: &dyn Progress,
    ) -> Result<Check, TheoremError> {
        let first_best = instance.first_best()?;
        let mut proved = 0;
        let (mut losses, mut targets) = (Vec::new(), Vec::new());
        for cost in &self.prices {
            let best = best_samples(&first_best, Class::Linear, *cost)
                .map_err(|error| design_error(instance, error))?;
            let upper = match &best {
                Some(best) => {
                    posted_loss(&first_best, best).map_err(|error| design_error(instance, error))?
                }
                None => None,
            };
            if let Some(upper) = upper {
                let target = (1.0 - self.share) * upper;
                targets.push((cost.money(), target));
                if every_contract::lose_at_least(&first_best, *cost, target) {
                    proved += 1;
                }
                losses.push(upper / asymptote::linear(&first_best, *cost).loss);
            }
            progress.step();
        }
        let worst = losses.iter().copied().fold(0.0, f64::max);
        Ok(Check {
            instance: instance.label.clone(),
            claim: format!(
                "no contract and no number of samples saves {}% of what linear pay in rounded money loses with its best number",
                100.0 * self.share
            ),
            measured: Measured::from("proved at ")
                .number("proved", proved)
                .say(" of ")
                .number("prices", self.prices.len())
                .say(" prices that ")
                .number("share", 100.0 * self.share)
                .say(format_args!(
                    "% are not saved; linear pay loses at most {} times 2 √(K_lin m) there",
                    decimals_outward(worst, 4, true)
                ))
                .checked_by_coq(checked::budgets(&instance.model, &targets)),
            standing: Standing::Proved,
            holds: proved == self.prices.len() && proved > 0,
        })
    }
}

/// What linear pay in rounded money loses in all, proved.
fn posted_loss(first_best: &FirstBest<'_>, best: &BestSamples) -> Result<Option<f64>, DesignError> {
    let unit = round::default_unit(first_best, &best.contract);
    let posting = post(first_best, &best.contract, unit)?;
    let proved = posting.and_then(|posting| proof::prove(first_best, &posting.terms));
    // Upwards past the rounding of product and sum.
    Ok(proved.map(|proved| (proved.gap + best.monitoring()) * (1.0 + 4.0 * f64::EPSILON)))
}

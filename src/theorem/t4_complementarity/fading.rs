//! Monitoring that tells less and less.

use super::super::evidence::{Check, DataTable};
use super::super::limits::{number, terms_number};
use super::super::study::Progress;
use super::super::{TheoremError, variant};
use super::{Study, monitored};
use crate::contract::{Class, ContractError, FirstBest};
use crate::numerics::try_map_ordered;

impl Study<'_> {
    /// Monitoring that fades (κ → 0) takes the gain with it: no contract keeps any without
    /// information.
    pub(super) fn fade(
        &self,
        samples: u64,
        kappas: &[f64],
        table: &mut DataTable,
        progress: &dyn Progress,
    ) -> Result<Check, TheoremError> {
        /// Effort η brings V′(0)·η at most and takes incentives of order c′(η)²/(n·κ²), so the best
        /// gain falls at least like κ^{2/3} for cubic cost and like κ² for quadratic: from κ near 1
        /// to 10⁻⁶ by more than a hundred.
        const LEFT: f64 = 0.01;
        let model = self.first_best.model();
        let gains = try_map_ordered(kappas, |kappa| {
            let varied = variant::with(model, &[("monitoring", "kappa", *kappa)])?;
            let first_best = FirstBest::of(&varied).map_err(|e| self.instance.contract_error(e))?;
            let gain = match Class::Linear.solve(&first_best, samples) {
                Ok(contract) => self.gain(contract.gap.total()).max(0.0),
                // No contract: the flat wage it is.
                Err(ContractError::NotImplementable { .. }) => 0.0,
                Err(error) => return Err(self.instance.contract_error(error)),
            };
            progress.step();
            Ok::<f64, TheoremError>(gain)
        })?;
        for (kappa, gain) in kappas.iter().zip(&gains) {
            let payoff = self.first_best.payoff_without_effort() + gain;
            let mut row = monitored("fading", self.instance, "linear", samples);
            row.extend([
                ("kappa", number(*kappa)),
                ("company_payoff", terms_number(payoff)),
            ]);
            table.add(row);
        }
        let whole = self.gain(0.0);
        let falls = gains
            .windows(2)
            .all(|pair| pair[1] < pair[0] || pair[1] == 0.0);
        let last = gains.last().copied().unwrap_or(f64::NAN);
        Ok(self.check(
            "without information no contract gains",
            format!(
                "the gain over the flat wage falls with κ: {} of the first best's",
                kappas
                    .iter()
                    .zip(&gains)
                    .map(|(kappa, gain)| match gain / whole {
                        0.0 => format!("none found at {kappa}"),
                        share => format!("{share:.4} at κ = {kappa}"),
                    })
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            falls && last <= LEFT * whole,
        ))
    }
}

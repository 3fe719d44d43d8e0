//! T8's falsifiable consequences on one instance.

use super::super::super::TheoremError;
use super::super::super::evidence::{Check, Measured, Standing};
use super::{Found, LN_GAP_ERROR, ln_gap};
use crate::contract::discrete::DiscreteContract;
use crate::contract::discrete::asymptotics::LogRate;
use crate::lp::certificate::Kind;
use crate::rates::constant::extrapolate;
use crate::rates::regression::least_squares;
use crate::rates::{Observation, Rate, RatesError, Series as RateSeries, select};
use nalgebra::DMatrix;

/// The formula's neglected terms of order 1/√n are summed by size; terms of order 1/n are left as
/// much again.
const REMAINDERS: f64 = 2.0;

impl Found<'_> {
    fn check(
        &self,
        claim: &str,
        measured: impl Into<Measured>,
        standing: Standing,
        holds: bool,
    ) -> Check {
        Check {
            instance: self.instance.label.clone(),
            claim: claim.to_owned(),
            measured: measured.into(),
            standing,
            holds,
        }
    }

    pub fn checks(&self) -> Result<Vec<Check>, TheoremError> {
        let wrong = |error| self.instance.rates_error(error);
        let mut checks = vec![
            self.exponent_check().map_err(wrong)?,
            self.formula_check(
                (
                    "log(gap) follows the second-order formula, whole thresholds within [0, θ] of it",
                    "deepest_whole",
                ),
                &self.binary,
                |rate| rate.log_odds,
            ),
            self.formula_check(
                (
                    "log(gap) follows the second-order formula, a bonus by chance closer still",
                    "deepest_by_chance",
                ),
                &self.chance,
                LogRate::chance,
            ),
            self.linear_rate_check().map_err(wrong)?,
            self.linear_constant_check().map_err(wrong)?,
            self.general_check(),
        ];
        if !self.programs.is_empty() {
            checks.push(self.program_check());
        }
        Ok(checks)
    }

    /// ln Δ + ½·ln n against n, √n and 1. Rounding the threshold leaves noise within [0, θ], which
    /// moves the fitted coefficients of n and √n by some θ/n and θ/√n at the largest n; four times
    /// that is allowed.
    fn exponent_check(&self) -> Result<Check, RatesError> {
        let rows = self.binary.len();
        let n = |i: usize| self.binary[i].samples as f64;
        let design = DMatrix::from_fn(rows, 3, |i, j| match j {
            0 => n(i),
            1 => n(i).sqrt(),
            _ => 1.0,
        });
        let responses: Vec<f64> = self
            .binary
            .iter()
            .enumerate()
            .map(|(i, contract)| ln_gap(contract) + 0.5 * libm::log(n(i)))
            .collect();
        let fit = least_squares(&design, &responses, &vec![1.0; rows])?;
        let (exponent, root) = (-fit.coefficients[0], fit.coefficients[1]);
        let last = self.binary.len() - 1;
        let rate = self.rates[last];
        let slopes: Vec<f64> = self
            .binary
            .windows(2)
            .map(|pair| {
                (ln_gap(&pair[0]) - ln_gap(&pair[1]))
                    / (pair[1].samples as f64 - pair[0].samples as f64)
            })
            .collect();
        let end = |slope: Option<&f64>| slope.copied().unwrap_or(f64::NAN);
        let off = (exponent - self.least).abs();
        let root_off = (root - rate.root).abs();
        Ok(self.check(
            "−(1/n)·log(gap) tends to the least KL",
            Measured::from("the coefficient of n is ")
                .number("exponent", format_args!("{exponent:.7}"))
                .say(" against KL = ")
                .number("divergence", format_args!("{:.7}", self.least))
                .say(format_args!(
                    ", that of √(n) {root:.4} against {:.4}; without the latter, local slopes \
                     run from ",
                    rate.root
                ))
                .number("slope_first", format_args!("{:.4}", end(slopes.first())))
                .say(" to ")
                .number("slope_last", format_args!("{:.4}", end(slopes.last()))),
            Standing::Fitted,
            off <= 4.0 * rate.log_odds / n(last)
                && root_off <= 4.0 * rate.log_odds / n(last).sqrt() + 0.01 * rate.root.abs(),
        ))
    }

    fn formula_check(
        &self,
        (claim, deepest): (&str, &str),
        contracts: &[DiscreteContract],
        room: impl Fn(&LogRate) -> f64,
    ) -> Check {
        let mut worst = f64::NEG_INFINITY;
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (contract, rate) in contracts.iter().zip(&self.rates) {
            let n = contract.samples as f64;
            let off = ln_gap(contract) - rate.at(n);
            let allowed = REMAINDERS * rate.remainder / n.sqrt();
            worst = worst.max((off - room(rate)).max(-off) - allowed);
            (least, greatest) = (least.min(off), greatest.max(off));
        }
        let last = contracts.last().map_or(f64::NAN, ln_gap);
        let theta = self.rates.last().map_or(f64::NAN, room);
        self.check(
            claim,
            Measured::from(format!(
                "log(gap) less formula lies in [{least:.3}, {greatest:.3}], allowed [0, {theta:.3}] \
                 and what is left out; log(gap) reaches "
            ))
            .number(deepest, format_args!("{last:.1}")),
            Standing::Computed,
            worst <= 0.0,
        )
    }

    fn linear_rate_check(&self) -> Result<Check, RatesError> {
        let series = RateSeries::new(self.linear.iter().map(|contract| {
            let gap = libm::exp(ln_gap(contract));
            Observation {
                samples: contract.samples as f64,
                gap,
                error: LN_GAP_ERROR * gap,
            }
        }))?;
        let selection = select(&series)?;
        Ok(self.check(
            "linear contracts stay at 1/n",
            format!(
                "predicting the larger n from the smaller: winner {}, runner-up {} (errs {:.1} times as much)",
                selection.winner().name(),
                selection.runner_up().name(),
                selection.margin
            ),
            Standing::Fitted,
            selection.decided_for(Rate::Inverse),
        ))
    }

    fn linear_constant_check(&self) -> Result<Check, RatesError> {
        /// The fit with a 1/n term leaves terms of order 1/n² at the upper half of the range, which
        /// starts at some 1000.
        const TOLERANCE: f64 = 1e-5;
        let points: Vec<(f64, f64)> = self
            .linear
            .iter()
            .map(|contract| {
                let n = contract.samples as f64;
                (n, n * libm::exp(ln_gap(contract)) / self.linear_constant)
            })
            .collect();
        let limit = extrapolate(&points, 1.0)?;
        let off = (limit.value - 1.0).abs();
        Ok(self.check(
            "n·gap of linear contracts tends to h′′/(2h′^2)·β^2·q(1−q)",
            format!(
                "up to a relative {off:.1e}; the constant is {:.7}",
                self.linear_constant
            ),
            Standing::Fitted,
            off <= TOLERANCE,
        ))
    }

    /// The best pay of any shape is a softened bonus: its gap is smaller by a factor that stays
    /// bounded.
    fn general_check(&self) -> Check {
        let factors: Vec<f64> = self
            .general
            .iter()
            .zip(&self.beside)
            .map(|(general, binary)| libm::exp(ln_gap(binary) - ln_gap(general)))
            .collect();
        let least = factors.iter().copied().fold(f64::INFINITY, f64::min);
        let (early, late) = factors.split_at(factors.len() / 2);
        let greatest = |half: &[f64]| half.iter().copied().fold(0.0, f64::max);
        self.check(
            "no pay has a better exponent than a bonus",
            format!(
                "the gap of a bonus by chance over that of the best pay of any shape lies between {least:.3} and {:.3} while the gaps fall by a factor e^{{{:.0}}}",
                greatest(&factors),
                self.general.first().map_or(f64::NAN, ln_gap)
                    - self.general.last().map_or(f64::NAN, ln_gap)
            ),
            Standing::Computed,
            // Better pay is never worse; a factor that grew with n would exceed its early values
            // many times over.
            least >= 1.0 - LN_GAP_ERROR && greatest(late) <= 2.0 * greatest(early),
        )
    }

    fn program_check(&self) -> Check {
        /// The prices' equations hold to 1e-10, the program's coefficients to 1e-13, and prices
        /// times the latter to 1e-10.
        const TOLERANCE: f64 = 1e-8;
        let mut worst: f64 = 0.0;
        let mut exact = 0;
        for (_, bound) in &self.programs {
            if let Some(bound) = bound
                && bound.kind == Kind::Exact
            {
                exact += 1;
                worst = worst.max((bound.share - 1.0).abs());
            }
        }
        self.check(
            "the optimum over all pays is certified by a linear program in rationals",
            format!(
                "{exact} of {} programs (n up to {}) with an exact certificate, off by at most a relative {:.0e}",
                self.programs.len(),
                self.programs
                    .iter()
                    .map(|(contract, _)| contract.samples)
                    .max()
                    .unwrap_or(0),
                // Below this the distance is made of roundings, and no property of anything.
                worst.max(1e-12)
            ),
            Standing::Computed,
            exact == self.programs.len() && worst <= TOLERANCE,
        )
    }
}

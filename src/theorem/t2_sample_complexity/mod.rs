//! T2: how many monitored samples an estimate or a test of effort needs.

mod estimation;
mod testing;

use super::evidence::{Cell, DataTable, Evidence};
use super::study::Progress;
use super::{Found, Theorem};
use crate::annotation::basis::Scheme;
use crate::annotation::signals::{expert_information, self_consistency_information};
use crate::input::Section;

pub(super) const THEOREM: Theorem = Theorem {
    id: "t2",
    stem: "t2_sample_complexity",
    code: file!(),
    title: "Sample complexity of effort",
    statement: "(a) n·Var(q^-1(S/n)) → 1/I(η): an interval of half-width r takes z^2/(I·r^2) samples, z the normal quantile of its level. \
        (b) The smallest n of a test of η ≤ η_0 against η ≥ η_1 with both errors at most ε obeys \
        n/log(1/ε) → 1/C, C the Chernoff information of Bernoulli(q(η_0)) and Bernoulli(q(η_1)).",
    assumptions: &[
        "S ∼ Binomial(n, q(η)) with q smooth and increasing, κ known",
        "(a) η inside (0, 1), q′(η) > 0",
        "(b) 0 ≤ η_0 < η_1 and q(η_1) < 1",
    ],
    evidence,
};

fn evidence(parameters: &Section<'_, '_>, progress: &dyn Progress) -> Found {
    parameters.only(&["testing", "estimation"])?;
    let testing = testing::Testing::read(parameters)?;
    let estimation = estimation::Estimation::read(parameters)?;
    progress.plan(testing.steps() + estimation.steps());
    let mut table = DataTable::new(&[
        "part",
        "scheme",
        "kappa",
        "effort_low",
        "effort_high",
        "error_or_half_width",
        "samples",
        "threshold",
        "leading",
        "samples_over_leading",
    ]);
    let curves = testing.curves(progress)?;
    let mut checks = testing.checks(&curves);
    let mut panels = testing.panels(&curves, &mut table);
    checks.extend(estimation.checks(progress)?);
    panels.push(estimation.panel(&mut table, progress)?);
    Ok(Evidence {
        checks,
        table,
        panels,
    })
}

/// A monitoring scheme with its certainty.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Monitored {
    scheme: Scheme,
    kappa: f64,
}

impl Monitored {
    /// q(η).
    fn agreement(&self, eta: f64) -> f64 {
        match self.scheme {
            Scheme::Expert => 0.5 + 0.5 * self.kappa * eta,
            Scheme::SelfConsistency | Scheme::Peers => 0.5 + 0.5 * self.kappa * eta * eta,
        }
    }

    /// I(η).
    fn information(&self, eta: f64) -> f64 {
        match self.scheme {
            Scheme::Expert => expert_information(eta, self.kappa),
            Scheme::SelfConsistency | Scheme::Peers => {
                self_consistency_information(eta, self.kappa)
            }
        }
    }

    /// The estimate q⁻¹(share), cut to [0, 1].
    fn estimate(&self, share: f64) -> f64 {
        let linear = ((2.0 * share - 1.0) / self.kappa).clamp(0.0, 1.0);
        match self.scheme {
            Scheme::Expert => linear,
            Scheme::SelfConsistency | Scheme::Peers => linear.sqrt(),
        }
    }
}

/// The two schemes at their certainties.
fn both(kappa_s: f64, kappa_e: f64) -> [Monitored; 2] {
    [
        Monitored {
            scheme: Scheme::SelfConsistency,
            kappa: kappa_s,
        },
        Monitored {
            scheme: Scheme::Expert,
            kappa: kappa_e,
        },
    ]
}

/// A formula's value: logarithms and quantiles to some 1e-13.
fn formula(value: f64) -> Cell {
    Cell::within(value, 1e-11)
}

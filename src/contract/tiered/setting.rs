//! One number of samples under one model, in units in which every number of samples looks alike.
//!
//! Efforts are measured from η* in the unit ω = 1/√(n·I(η*)), which moves the expected count by one
//! standard deviation: η = η* + x·ω. Thresholds are counts t; a rule by chance is a real t
//! ([`BonusRule`]).

use crate::contract::binary::BonusRule;
use crate::contract::effort_point::EffortPoint;
use crate::contract::first_best::FirstBest;
use crate::model::Model;
use crate::numerics::{Binomial, normal};

/// What the count is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// Binomial(n, q(η)).
    Count,
    /// The limit: normal with mean nq(η*) + x·σ and the standard deviation σ at η*.
    Normal,
}

/// The problem of one number of samples.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a, 'm> {
    /// The first best.
    pub first_best: &'a FirstBest<'m>,
    /// n.
    pub samples: u64,
    /// What the count is taken to be.
    pub law: Law,
    /// ω.
    pub unit: f64,
    /// nq(η*).
    pub mean: f64,
    /// σ = √(nq(1−q)) at η*.
    pub deviation: f64,
}

/// The probability of one bonus at one effort, and its derivatives: by the effort in units of ω, by
/// the threshold in units of σ.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reach {
    /// P(bonus).
    pub pass: f64,
    /// P(no bonus), no difference from 1.
    pub fail: f64,
    /// ∂P/∂x.
    pub slope: f64,
    /// ∂²P/∂x².
    pub bend: f64,
    /// −∂P/∂τ ≥ 0. Between whole thresholds P is a mixture, so this is constant there.
    pub density: f64,
    /// ∂²P/∂x∂τ.
    pub cross: f64,
}

/// An effort with what the chances of all bonuses share there.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The effort.
    pub x: f64,
    /// q.
    agreement: f64,
    /// dq/dx.
    rate: f64,
}

impl<'a, 'm> Setting<'a, 'm> {
    /// The problem with `samples` samples.
    ///
    /// Where full care is the first best and makes agreement certain the count has no spread there:
    /// then the units are those of a tenth less effort.
    pub fn new(first_best: &'a FirstBest<'m>, samples: u64, law: Law) -> Self {
        const LESS: f64 = 0.1;
        let mut point = first_best.at(0.0);
        if point.agreement >= 1.0 {
            point = first_best.at(-LESS * first_best.effort());
        }
        let n = samples as f64;
        let q = point.agreement;
        Self {
            first_best,
            samples,
            law,
            unit: 1.0 / (n * point.information).sqrt(),
            mean: n * q,
            deviation: (n * q * (1.0 - q)).sqrt(),
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.first_best.model()
    }

    /// The effort η* + x·ω.
    pub fn point(&self, x: f64) -> EffortPoint {
        self.first_best.at(x * self.unit)
    }

    /// The x of no effort.
    pub fn no_effort(&self) -> f64 {
        -self.first_best.effort() / self.unit
    }

    /// The x of full effort.
    pub fn full_effort(&self) -> f64 {
        (1.0 - self.first_best.effort()) / self.unit
    }

    /// c(η at `to`) − c(η at `from`).
    pub fn extra_cost(&self, from: f64, to: f64) -> f64 {
        let cost = self.model().cost();
        if to <= self.no_effort() {
            return -cost.cost(self.point(from).effort);
        }
        cost.change(self.point(from).effort, (to - from) * self.unit)
    }

    /// ∂P/∂x alone, at a fraction of the price of [`reach`](Self::reach); 0 where there is no such
    /// rule.
    pub fn slope(&self, threshold: f64, x: f64) -> f64 {
        self.slope_at(threshold, &self.place(x))
    }

    /// What all thresholds share at an effort, for [`slope_at`](Self::slope_at).
    pub fn place(&self, x: f64) -> Place {
        let (agreement, rate) = match self.law {
            Law::Normal => (0.0, 0.0), // neither is asked for
            Law::Count => self.agreement(x),
        };
        Place { x, agreement, rate }
    }

    /// [`slope`](Self::slope) at a place.
    pub fn slope_at(&self, threshold: f64, place: &Place) -> f64 {
        match self.law {
            Law::Normal => normal::pdf(place.x - (threshold - self.mean) / self.deviation),
            Law::Count => {
                let Some(rule) = BonusRule::at_real(self.samples, threshold) else {
                    return 0.0;
                };
                rule.ln_slope(place.agreement)
                    .map_or(0.0, |ln| libm::exp(ln) * place.rate)
            }
        }
    }

    /// d²q/dx² at a place, for [`slope_and_bend_at`](Self::slope_and_bend_at).
    pub fn curvature_at(&self, place: &Place) -> f64 {
        match self.law {
            Law::Normal => 0.0,
            Law::Count => {
                let effort = self.effort(place.x);
                self.model().monitoring().curvature(effort) * self.unit.powi(2)
            }
        }
    }

    /// ∂P/∂x and ∂²P/∂x², likewise.
    pub fn slope_and_bend_at(
        &self,
        threshold: f64,
        (place, curvature): (&Place, f64),
    ) -> (f64, f64) {
        let slope = self.slope_at(threshold, place);
        match self.law {
            Law::Normal => (
                slope,
                -slope * (place.x - (threshold - self.mean) / self.deviation),
            ),
            Law::Count => {
                let (q, rate) = (place.agreement, place.rate);
                let Some(rule) = BonusRule::at_real(self.samples, threshold) else {
                    return (slope, 0.0);
                };
                if !is_open(q) {
                    let reach = self.certain(&rule, place.x);
                    return (reach.slope, reach.bend);
                }
                (
                    slope,
                    slope * (rule.ln_slope_change(q) * rate + curvature / rate),
                )
            }
        }
    }

    /// η, from the first best on in standard deviations of the count.
    pub fn effort(&self, x: f64) -> f64 {
        (self.first_best.effort() + x * self.unit).clamp(0.0, 1.0)
    }

    /// q and dq/dx.
    fn agreement(&self, x: f64) -> (f64, f64) {
        let effort = self.effort(x);
        let monitoring = self.model().monitoring();
        (
            monitoring.agreement(effort),
            monitoring.slope(effort) * self.unit,
        )
    }

    /// A bonus at S ≥ t and effort x; `None` where no such rule or probability exists.
    pub fn reach(&self, threshold: f64, x: f64) -> Option<Reach> {
        match self.law {
            Law::Normal => {
                let z = x - (threshold - self.mean) / self.deviation;
                let slope = normal::pdf(z);
                Some(Reach {
                    pass: normal::cdf(z),
                    fail: normal::survival(z),
                    slope,
                    bend: -z * slope,
                    density: slope,
                    cross: z * slope,
                })
            }
            Law::Count => self.counted(threshold, x),
        }
    }

    fn counted(&self, threshold: f64, x: f64) -> Option<Reach> {
        let (q, rate) = self.agreement(x);
        let rule = BonusRule::at_real(self.samples, threshold)?;
        if !is_open(q) {
            return (q == 0.0 || q == 1.0).then(|| self.certain(&rule, x));
        }
        let passing = rule.passing(q).ok()?;
        let law = Binomial::new(self.samples, q).ok()?;
        let n = self.samples as f64;
        let k = rule.threshold() as f64;
        let rho = rule.randomisation();
        // P(S = k−1), which is −dP/dt, and P(S = k) by its ratio.
        let here = law.pmf(rule.threshold() - 1);
        let odds = q / (1.0 - q);
        let above = here * (n - k + 1.0) / k * odds;
        // d²P/dq² = g·(k−1−(n−1)q)/(q(1−q)) for the whole threshold k, mixed like P.
        let (strict, lenient) = (above * k / q, here * (k - 1.0) / q);
        let slope = (1.0 - rho) * strict + rho * lenient;
        let score = |k: f64| (k - 1.0 - (n - 1.0) * q) / (q * (1.0 - q));
        let bend = (1.0 - rho) * strict * score(k) + rho * lenient * score(k - 1.0);
        let effort = self.effort(x);
        let curvature = self.model().monitoring().curvature(effort) * self.unit * self.unit;
        Some(Reach {
            pass: passing.pass,
            fail: passing.fail,
            slope: slope * rate,
            bend: bend * rate * rate + slope * curvature,
            density: here * self.deviation,
            cross: (strict - lenient) * rate * self.deviation,
        })
    }

    /// A bonus where agreement is out of the question or certain, q = 0 or 1: the count is 0 or n.
    ///
    /// Of the whole threshold k, with b(·; m) the law of the count of m samples, which all are at
    /// one place: dP/dq = n·b(k−1; n−1) and d²P/dq² = n(n−1)·(b(k−2; n−2) − b(k−1; n−2)).
    fn certain(&self, rule: &BonusRule, x: f64) -> Reach {
        let (q, rate) = self.agreement(x);
        let sure = |k: u64, fewer: u64| -> f64 {
            let place = if q == 0.0 {
                0
            } else {
                self.samples.saturating_sub(fewer)
            };
            f64::from(self.samples >= fewer && k == place)
        };
        let n = self.samples as f64;
        let whole = |k: u64| -> [f64; 3] {
            let Some(before) = k.checked_sub(1) else {
                return [1.0, 0.0, 0.0];
            };
            let two_before = k.checked_sub(2).map_or(0.0, |k| sure(k, 2));
            [
                f64::from(q == 1.0),
                n * sure(before, 1),
                n * (n - 1.0) * (two_before - sure(before, 2)),
            ]
        };
        let (k, rho) = (rule.threshold(), rule.randomisation());
        let (strict, lenient) = (whole(k), whole(k - 1));
        let mixed = |i: usize| (1.0 - rho) * strict[i] + rho * lenient[i];
        let (pass, slope, bend) = (mixed(0), mixed(1), mixed(2));
        let effort = self.effort(x);
        let curvature = self.model().monitoring().curvature(effort) * self.unit * self.unit;
        Reach {
            pass,
            fail: 1.0 - pass,
            slope: slope * rate,
            bend: bend * rate * rate + slope * curvature,
            density: sure(k - 1, 0) * self.deviation,
            cross: (strict[1] - lenient[1]) * rate * self.deviation,
        }
    }

    /// The effort at which the expected count is `threshold`, within [0, 1], and the x that moves
    /// the count by one standard deviation there.
    pub fn transition(&self, threshold: f64) -> (f64, f64) {
        if self.law == Law::Normal {
            return ((threshold - self.mean) / self.deviation, 1.0);
        }
        let monitoring = self.model().monitoring();
        let share = threshold / self.samples as f64;
        let excess = |effort: f64| monitoring.agreement(effort) - share;
        let centre = if excess(0.0) >= 0.0 {
            0.0
        } else if excess(1.0) <= 0.0 {
            1.0
        } else {
            crate::numerics::find_root(excess, 0.0, 1.0, 1e-14).unwrap_or(0.5)
        };
        // q′ vanishes at no effort under self-consistency; the width is that of an effort where it
        // does not.
        let at = centre.max(1e-3);
        let q = monitoring
            .agreement(at)
            .clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
        let width = (q * (1.0 - q) / self.samples as f64).sqrt() / monitoring.slope(at);
        (
            (centre - self.first_best.effort()) / self.unit,
            width / self.unit,
        )
    }
}

/// Whether the count is left to chance at this agreement.
fn is_open(agreement: f64) -> bool {
    agreement > 0.0 && agreement < 1.0
}

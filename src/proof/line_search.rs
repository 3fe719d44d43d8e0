//! The way to a linear contract: σ and the level of pay are moved until the annotator just accepts
//! and the effort wanted is best under the mean of both sides.

use super::decimal::{ratio, rational, rounded_down, rounded_up};
use super::line_shape::{Frame, Sides, middle};
use super::pay_measure::{CENTRE_DIGITS, END_DIGITS, LEVEL_DIGITS, Measure, STEP_DIGITS};
use super::polynomial::Polynomial;
use super::price_economy::PriceEconomy;
use super::secant::Secant;
use super::wage::WageFamily;
use dashu_ratio::RBig;

/// Rounds in which σ is moved until the effort wanted is the best reply.
const STEPS: usize = 12;

/// Rounds in which the sides and σ are fitted to each other.
const FRAMES: usize = 6;

/// On the way to a contract.
pub(super) struct LineSearch<'a> {
    pub(super) measure: Measure<'a>,
    pub(super) near: &'a RBig,
    /// q at the effort wanted.
    pub(super) q: RBig,
}

/// Sides at their level.
pub(super) struct Line<'a> {
    pub(super) search: LineSearch<'a>,
    pub(super) sides: Sides,
    pub(super) level: RBig,
}

impl<'a> LineSearch<'a> {
    /// σ as in the limit: c′h′/q′ over what the wage is a multiple of.
    pub(super) fn new(economy: &'a PriceEconomy, samples: u64, near: &'a RBig) -> Option<Self> {
        let float = |x: &RBig| x.to_f64().value();
        let utility = economy.utility().at(near);
        let fits = economy.family.pays(&utility) && utility > RBig::ZERO;
        let (wage, _) = fits.then(|| economy.family.wage_at_most(&utility))??;
        let unit = match &economy.family {
            WageFamily::Root(_) => float(&wage),
            WageFamily::Logarithm(a) => float(&(&wage + a)),
            WageFamily::Exponential(r) => 1.0 / float(r),
        };
        let rise =
            economy.family.marginal_wage(float(&utility)) * float(&economy.target().at(near));
        let q = economy.agreement().at(near);
        let n = RBig::from(samples);
        let digits = STEP_DIGITS + samples.checked_ilog2()? as usize;
        let step = rounded_down(&(rational(rise / unit)? / &n), digits);
        let centre = rounded_down(&(&step * &n * &q), CENTRE_DIGITS);
        let measure = Measure {
            economy,
            samples,
            least: rounded_down(&-&centre, END_DIGITS),
            greatest: rounded_up(&(&step * n - &centre), END_DIGITS),
            step,
            centre,
        };
        Some(LineSearch { measure, near, q })
    }

    pub(super) fn family(&self) -> &'a WageFamily {
        &self.measure.economy.family
    }

    pub(super) fn frame(&self, level: RBig) -> Frame<'a> {
        Frame {
            family: self.family(),
            least: self.measure.least.clone(),
            greatest: self.measure.greatest.clone(),
            level,
        }
    }

    /// The level at which so much utility is left on average at the effort wanted as is asked for.
    fn level(&self, shape: &Polynomial) -> Option<RBig> {
        let mean = self.measure.mean_in_q(shape).at(&self.q);
        let utility = self.measure.economy.utility().at(self.near);
        let level = match self.family() {
            WageFamily::Root(_) => ratio(&utility, &mean)?,
            WageFamily::Logarithm(_) => utility - mean,
            WageFamily::Exponential(r) => {
                (RBig::ONE - ratio(&(r * utility - RBig::ONE), &mean)?) / r
            }
        };
        Some(rounded_up(&level, LEVEL_DIGITS))
    }

    /// By which share incentives fall short.
    fn short(&self, shape: &Polynomial, level: &RBig) -> Option<RBig> {
        let slope = self.measure.mean_in_q(shape).slope().at(&self.q);
        let times = match self.family() {
            WageFamily::Root(_) => level.clone(),
            WageFamily::Logarithm(_) => RBig::ONE,
            WageFamily::Exponential(r) => RBig::ONE / r - level,
        };
        let target = self.measure.economy.target().at(self.near);
        let short = ratio(&(&target - slope * times), &target)?;
        Some(rounded_down(&short, STEP_DIGITS + 10))
    }

    /// Sides between which the effort wanted is best, at the level at which the annotator accepts.
    pub(super) fn run(mut self, (below, above): (usize, usize)) -> Option<Line<'a>> {
        let mut level = self.measure.economy.utility().at(self.near);
        // The sides hang on the ends of t, these on σ, and that, a little, on the sides.
        for _ in 0..FRAMES {
            let frame = self.frame(rounded_up(&level, END_DIGITS));
            let sides = frame.sides(below, above)?;
            level = self.settle(&sides)?;
            if (&frame.least, &frame.greatest) == (&self.measure.least, &self.measure.greatest) {
                return Some(Line {
                    search: self,
                    sides,
                    level,
                });
            }
        }
        None
    }

    /// Moves σ until the effort wanted is best under the mean of both sides, and finds the level.
    fn settle(&mut self, sides: &Sides) -> Option<RBig> {
        let shape = middle(&sides.below, &sides.above);
        let mut level = self.level(&sides.below)?;
        let mut secant = Secant::new();
        for _ in 0..STEPS {
            let Some(by) = secant.step(self.short(&shape, &level)?)? else {
                break;
            };
            self.measure.stretch(&by);
            level = self.level(&sides.below)?;
        }
        Some(level)
    }
}

//! Every linear contract from below, by sums over counts: a branch and bound over efforts and pay together.

use super::lagrangian::{Frame, Lagrangian, PayBox, Prices};
use super::law::Law;
use crate::contract::certified::Economy;
use crate::contract::certified::linear::{Lines, steepest_slope};
use crate::contract::certified::local::Local;
use crate::contract::{FirstBest, SecondBest, linear};
use crate::numerics::Interval;

/// Pieces of the effort interval before giving up.
const PIECES: usize = 20_000;

/// Bounds over a box of pay on one piece; what is left over is left to its halves.
const BOXES: usize = 24;

/// Boxes left over before giving up.
const LEFT_OVER: usize = 2_000;

/// A box of (π, σ).
type Region = [Interval; 2];

/// What a search needs to know.
struct Search<'a, 'm> {
    first_best: &'a FirstBest<'m>,
    economy: &'a Economy<'m>,
    samples: u64,
    frame: Frame,
    target: f64,
}

/// Whether every linear contract has a gap of at least `target`, whatever effort it implements.
///
/// Efforts are halved; pay that is excluded on a piece need not be looked at again on its halves.
pub fn every_line_costs(
    first_best: &FirstBest<'_>,
    economy: &Economy<'_>,
    contract: &SecondBest,
    target: f64,
) -> bool {
    let samples = contract.samples;
    let (n, q) = (samples as f64, contract.point.agreement);
    let model = economy.model();
    let search = Search {
        first_best,
        economy,
        samples,
        frame: Frame {
            base: model.utility().wage(contract.point.required_utility),
            count: n * q,
            unit: (n * q * (1.0 - q)).sqrt(),
        },
        target,
    };
    // Full effort need not be stationary; its first-best loss has to exclude it.
    let full_effort_loses = economy.least_loss(Interval::ONE) >= target;
    full_effort_loses && search.covers_every_effort().unwrap_or(false)
}

impl Search<'_, '_> {
    fn covers_every_effort(&self) -> Option<bool> {
        let mut open: Vec<(Interval, Option<Vec<Region>>)> = vec![(Interval::new(0.0, 1.0)?, None)];
        for _ in 0..PIECES {
            let Some((efforts, known)) = open.pop() else {
                return Some(true);
            };
            let loss = self.economy.least_loss(efforts);
            if loss >= self.target {
                continue;
            }
            let budget = (Interval::point(self.target) - Interval::point(loss)).upper();
            let regions = known.or_else(|| Some(vec![self.every_pay(efforts, budget)?]));
            let left = match regions {
                Some(regions) => match self.left_over(efforts, &regions) {
                    Some(left) if left.is_empty() => continue,
                    Some(left) if left.len() > LEFT_OVER => return Some(false),
                    Some(left) => Some(left),
                    None => Some(regions),
                },
                None => None,
            };
            let middle = efforts.midpoint();
            if !(middle > efforts.lower() && middle < efforts.upper()) {
                return Some(false);
            }
            open.push((Interval::new(efforts.lower(), middle)?, left.clone()));
            open.push((Interval::new(middle, efforts.upper())?, left));
        }
        Some(open.is_empty())
    }

    /// The pay among `regions` that is not excluded on the piece, in smaller boxes where that helps.
    fn left_over(&self, efforts: Interval, regions: &[Region]) -> Option<Vec<Region>> {
        let effort = efforts.midpoint();
        let point = self.first_best.at(effort - self.first_best.effort());
        // The estimate at the middle: where to put tangents, and prices.
        let model = self.economy.model();
        // Where no line implements the effort at the middle any guess will do.
        let pay = linear::implement(model, self.samples, &point)
            .unwrap_or_else(|_| linear::small_risk(model, self.samples, &point));
        let (frame, n) = (self.frame, self.samples as f64);
        let deviation = (n * point.agreement * (1.0 - point.agreement)).sqrt();
        let by_count = pay.slope / deviation;
        let wage = model.utility().wage(point.required_utility);
        let guess = [
            wage + pay.shift - frame.base + by_count * (frame.count - n * point.agreement),
            by_count * frame.unit,
        ];
        let lagrangian = Lagrangian::new(self.economy, self.samples, frame, efforts, |law| {
            self.prices(law, guess)
        })?;
        let mut open = regions.to_vec();
        let mut left = Vec::new();
        for _ in 0..BOXES.max(2 * regions.len()) {
            let Some(region) = open.pop() else {
                break;
            };
            let point = [0, 1].map(|i| guess[i].clamp(region[i].lower(), region[i].upper()));
            let pay = PayBox {
                point,
                around: [0, 1].map(|i| region[i] - Interval::point(point[i])),
            };
            let gap = lagrangian.least_gap(&pay)?;
            if gap.over_the_piece >= self.target {
                continue;
            }
            if gap.at_the_middle >= self.target && !gap.pay_matters {
                // Shorter pieces will do.
                left.push(region);
            } else if lagrangian.may_implement(&pay)? {
                open.extend(halves(region)?);
            }
        }
        left.append(&mut open);
        Some(left)
    }

    /// A box of (π, σ) that holds every linear contract that implements an effort of the piece at a cost of at most
    /// `budget` above the certain wage.
    ///
    /// From above E\[w] ≥ E\[ℓ]. From below participation asks E\[w] ≥ h(ū) > w_min (u is concave), and E\[w] is at most the
    /// larger of w_min and the pay at the largest count, and at most max(w_min, mean of ℓ) + σ·E\[y₊] with E\[y₊] ≤ ½.
    fn every_pay(&self, efforts: Interval, budget: f64) -> Option<Region> {
        let (economy, one) = (self.economy, Interval::point);
        let local = Local::new(economy, self.samples, efforts)?;
        let (base, count, unit) = (
            one(self.frame.base),
            one(self.frame.count),
            one(self.frame.unit),
        );
        let rent = Interval::new(0.0, (one(budget) / local.money).upper())?;
        let lines = Lines::new(&local, rent)?;
        let steepest = one(steepest_slope(&lines, budget)?);
        let steepest = (steepest * unit / local.moments.deviation()).upper();
        let slopes = Interval::new(0.0, steepest)?;
        let wage = economy.utility().wage_derivative(0, local.mean)?;
        let n = one(self.samples as f64);
        let drift = slopes * (n * local.agreement - count) / unit;
        let most = wage + one(budget) - base - drift;
        let rise = slopes * local.moments.deviation() / unit * one(0.5);
        let floor = one(economy.model().minimum_wage());
        let top = slopes * (n - count) / unit;
        let mut least = (wage - base - top.positive_part()).lower();
        if wage.lower() > (floor + rise).upper() {
            least = least.max((wage - base - drift - rise).lower());
        }
        Some([Interval::new(least, most.upper())?, slopes])
    }

    /// Prices at which the Lagrangian is stationary in (π, σ) at the estimate, as floats.
    fn prices(&self, law: &Law, [shift, slope]: [f64; 2]) -> Option<Prices> {
        let model = self.economy.model();
        let Frame { base, count, unit } = self.frame;
        // Σ p·x^j and Σ p·u′·x^j over counts above limited liability.
        let (mut paid, mut marginal) = ([0.0; 2], [0.0; 3]);
        let mut expected = 0.0;
        for (s, p) in law.iter() {
            let (x, p) = ((s as f64 - count) / unit, p.midpoint());
            expected += p * x;
            let line = base + shift + slope * x;
            if line <= model.minimum_wage() {
                continue;
            }
            let m = p * model.utility().marginal(line);
            paid[0] += p;
            paid[1] += p * x;
            marginal[0] += m;
            marginal[1] += m * x;
            marginal[2] += m * x * x;
        }
        let determinant = marginal[0] * marginal[2] - marginal[1] * marginal[1];
        let level = (paid[0] * marginal[2] - paid[1] * marginal[1]) / determinant;
        let slope = (marginal[0] * paid[1] - marginal[1] * paid[0]) / determinant;
        // λ + μ·x is the price; that of participation stands where the count is as expected.
        (determinant > 0.0).then_some(Prices {
            level: (level + slope * expected).max(0.0),
            slope,
        })
    }
}

fn halves(region: Region) -> Option<[Region; 2]> {
    let widest = usize::from(region[1].width() > region[0].width());
    let (side, middle) = (region[widest], region[widest].midpoint());
    let (mut first, mut second) = (region, region);
    first[widest] = Interval::new(side.lower(), middle)?;
    second[widest] = Interval::new(middle, side.upper())?;
    Some([first, second])
}

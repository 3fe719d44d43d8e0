//! Which variables are determined by equations, guessed from floats.

use super::factor::Factors;
use super::field::residue_of;
use crate::lp::LinearProgram;
use crate::lp::dyadic::Dyadic;

/// A basis of the system `A x − r = 0` in the columns `x` and the row values `r`.
///
/// Variables are numbered columns first, then rows. As many are basic as there are rows; each of
/// the others sits at a float, normally a bound of its own.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lp) struct Basis {
    pub(super) basic: Vec<bool>,
    pub(super) value: Vec<f64>,
}

/// Relative distance from a bound below which a float sits on it: solvers' feasibility
/// tolerances are 1e-9 to 1e-6, and an interior-point solution is as far off.
const AT_BOUND: f64 = 1e-7;

impl Basis {
    /// The basis that a float point and, if known, float row prices suggest.
    ///
    /// A variable well inside its bounds is basic; one with a clear reduced cost sits at its
    /// bound; between the two, what is relatively greater decides (at a strictly complementary
    /// solution exactly one of them is 0). Independence is settled by elimination in that order.
    pub(in crate::lp) fn suggested(
        program: &LinearProgram,
        x: &[f64],
        prices: Option<&[f64]>,
    ) -> Self {
        let activity = (0..program.rows()).map(|i| {
            let terms = program.row(i).iter().map(|&(j, a)| a * x[j]);
            terms.sum::<f64>()
        });
        let values: Vec<f64> = x.iter().copied().chain(activity).collect();
        let reduced = prices.map(|y| reduced_costs(program, y));
        let mut classes = Vec::with_capacity(values.len());
        let mut value = Vec::with_capacity(values.len());
        for (k, (&at, (lower, upper))) in values.iter().zip(bounds(program)).enumerate() {
            let nearest = nearest_bound(at, lower, upper);
            let distance = (at - nearest).abs() / at.abs().max(1.0);
            let pressure = reduced.as_ref().map_or(0.0, |d| d[k].abs());
            let inside = distance > AT_BOUND;
            let pressed = pressure > AT_BOUND;
            let class = match (inside, pressed) {
                (true, false) => 0,
                (true, true) if distance > pressure => 0,
                (false, false) => 1,
                _ => 2,
            };
            classes.push(if lower == upper { 3 } else { class });
            value.push(if class == 0 { at } else { nearest });
        }
        Basis::from_classes(program, &classes, value)
    }

    /// The basis in which every row is free to be what it is, to start without a solution.
    pub(in crate::lp) fn of_rows(program: &LinearProgram) -> Self {
        let sit = |(lower, upper)| nearest_bound(0.0, lower, upper);
        Basis {
            basic: (0..program.columns() + program.rows())
                .map(|k| k >= program.columns())
                .collect(),
            value: bounds(program).map(sit).collect(),
        }
    }

    /// A basis given by which variables are basic and which of the others sit at their upper bound;
    /// the rest sit at the lower one, free ones at 0.
    pub(in crate::lp) fn from_parts(
        program: &LinearProgram,
        basic: Vec<bool>,
        at_upper: impl Fn(usize) -> bool,
    ) -> Self {
        let sit = |(k, (lower, upper)): (usize, (f64, f64))| match at_upper(k) {
            true => upper,
            false if lower.is_finite() => lower,
            false => 0.0,
        };
        Basis {
            basic,
            value: bounds(program).enumerate().map(sit).collect(),
        }
    }

    /// By variable: whether it is determined by the equations.
    pub(in crate::lp) fn basic(&self) -> &[bool] {
        &self.basic
    }

    /// By variable: whether it sits at its upper bound.
    pub(in crate::lp) fn at_upper(&self, program: &LinearProgram) -> Vec<bool> {
        let pairs = self.value.iter().zip(bounds(program));
        pairs.map(|(&value, (_, upper))| value == upper).collect()
    }

    /// Greedily completes a basis, variables of a lower class first. Those of class 0 that find
    /// no place keep their float, others must have theirs at a bound.
    pub(super) fn from_classes(program: &LinearProgram, classes: &[u8], value: Vec<f64>) -> Self {
        let columns = program.columns();
        let minus_one = residue_of(&Dyadic::ONE.negated());
        let rows = (0..program.rows())
            .map(|i| {
                let mut row = residues(program.row(i).iter().copied());
                row.push((columns + i, minus_one));
                row
            })
            .collect();
        let classes: Vec<_> = classes.iter().map(|&class| Some(class)).collect();
        let mut basic = vec![false; classes.len()];
        for (_, variable) in Factors::new(rows, &classes).pivots() {
            basic[variable] = true;
        }
        Basis { basic, value }
    }

    /// Moves every variable that is not basic to a bound, if it has one.
    pub(super) fn snap(&mut self, program: &LinearProgram) {
        for (k, (lower, upper)) in bounds(program).enumerate() {
            if !self.basic[k] {
                self.value[k] = nearest_bound(self.value[k], lower, upper);
            }
        }
    }
}

/// Bounds of the columns, then of the rows.
pub(super) fn bounds(program: &LinearProgram) -> impl Iterator<Item = (f64, f64)> + '_ {
    let columns = program.column_bounds().iter();
    columns.chain(program.row_bounds()).copied()
}

/// Residues of floats, by increasing index.
pub(super) fn residues(entries: impl Iterator<Item = (usize, f64)>) -> Vec<(usize, u64)> {
    let mut row: Vec<(usize, u64)> = entries
        .filter_map(|(j, a)| Some((j, residue_of(&Dyadic::from_float(a)?))))
        .filter(|&(_, a)| a != 0)
        .collect();
    row.sort_unstable_by_key(|&(j, _)| j);
    row
}

/// The nearer of the finite bounds; `at` itself for a free variable.
fn nearest_bound(at: f64, lower: f64, upper: f64) -> f64 {
    match (lower.is_finite(), upper.is_finite()) {
        (true, true) if (at - lower).abs() <= (upper - at).abs() => lower,
        (true, true) => upper,
        (true, false) => lower,
        (false, true) => upper,
        (false, false) => at,
    }
}

/// Reduced costs of the columns, then the rows' own prices, each relative to its terms.
fn reduced_costs(program: &LinearProgram, y: &[f64]) -> Vec<f64> {
    let mut reduced = program.costs().to_vec();
    let mut size: Vec<f64> = reduced.iter().map(|c| c.abs()).collect();
    for (i, &price) in y.iter().enumerate() {
        for &(j, a) in program.row(i) {
            reduced[j] -= price * a;
            size[j] = size[j].max((price * a).abs());
        }
    }
    let largest = y.iter().fold(0.0_f64, |m, price| m.max(price.abs()));
    let relative = |(d, size): (&f64, &f64)| if *size > 0.0 { d / size } else { 0.0 };
    let columns = reduced.iter().zip(&size).map(relative);
    let rows = y.iter().map(|price| relative((price, &largest)));
    columns.chain(rows).collect()
}

//! Which variables a float solution suggests are determined by equations.

use crate::lp::LinearProgram;
use crate::lp::exact_simplex::Basis;

/// Where to start the simplex method, by variable (columns, then rows).
pub(in crate::lp) struct Guess {
    /// Whether it deserves to be basic. They may be too many, too few or dependent: rows fill up
    /// what is missing.
    basic: Vec<bool>,
    /// Whether it sits at its upper bound if it is not.
    pub(super) at_upper: Vec<bool>,
}

/// Relative distance from a bound below which a float sits on it: solvers' feasibility
/// tolerances are 1e-9 to 1e-6, and an interior-point solution is as far off.
const AT_BOUND: f64 = 1e-7;

impl Guess {
    /// From a float point and, if known, float row prices.
    ///
    /// A variable well inside its bounds is basic; one with a clear reduced cost sits at its
    /// bound; between the two, what is relatively greater decides (at a strictly complementary
    /// solution exactly one of them is 0).
    pub(in crate::lp) fn from_point(
        program: &LinearProgram,
        x: &[f64],
        prices: Option<&[f64]>,
    ) -> Self {
        let activity = (0..program.rows()).map(|i| {
            let terms = program.row(i).iter().map(|&(j, a)| a * x[j]);
            terms.sum::<f64>()
        });
        let values = x.iter().copied().chain(activity);
        let reduced = prices.map(|y| reduced_costs(program, y));
        let mut guess = Guess {
            basic: Vec::new(),
            at_upper: Vec::new(),
        };
        for (k, (at, (lower, upper))) in values.zip(bounds(program)).enumerate() {
            let at_upper = upper - at < at - lower;
            let nearest = (at - lower).min(upper - at).abs();
            let distance = nearest / at.abs().max(1.0);
            let pressure = reduced.as_ref().map_or(0.0, |d| d[k].abs());
            let inside = distance > AT_BOUND;
            let pressed = pressure > AT_BOUND;
            let basic = match (inside, pressed) {
                (true, false) => true,
                (true, true) => distance > pressure,
                (false, _) => lower.is_infinite() && upper.is_infinite(),
            };
            guess.basic.push(basic);
            guess.at_upper.push(at_upper);
        }
        guess
    }

    /// Rows that are no equations, and columns that can move either way from where `x` has them.
    pub(in crate::lp) fn of_equations(program: &LinearProgram, x: &[f64]) -> Self {
        let columns = x.iter().zip(program.column_bounds());
        let inside = columns
            .map(|(&x, &(lower, upper))| (x - lower).min(upper - x) > AT_BOUND * x.abs().max(1.0));
        let rows = program.row_bounds().iter();
        Guess {
            basic: inside
                .chain(rows.map(|(lower, upper)| lower < upper))
                .collect(),
            at_upper: vec![false; program.columns() + program.rows()],
        }
    }

    /// A basis that another run left.
    pub(in crate::lp) fn of_basis(program: &LinearProgram, basis: &Basis) -> Self {
        let mut guess = Guess {
            basic: vec![false; program.columns() + program.rows()],
            at_upper: basis.at_upper(),
        };
        for k in basis.variables() {
            guess.basic[k] = true;
        }
        guess
    }

    /// Every row free to be what it is: where nothing is known.
    pub(in crate::lp) fn of_rows(program: &LinearProgram) -> Self {
        let variables = program.columns() + program.rows();
        Guess {
            basic: (0..variables).map(|k| k >= program.columns()).collect(),
            at_upper: vec![false; variables],
        }
    }

    /// The variables that deserve to be basic.
    pub(super) fn variables(&self) -> Vec<usize> {
        let all = self.basic.iter().enumerate();
        all.filter(|(_, basic)| **basic).map(|(k, _)| k).collect()
    }
}

/// Bounds of the columns, then of the rows.
fn bounds(program: &LinearProgram) -> impl Iterator<Item = (f64, f64)> + '_ {
    let columns = program.column_bounds().iter();
    columns.chain(program.row_bounds()).copied()
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

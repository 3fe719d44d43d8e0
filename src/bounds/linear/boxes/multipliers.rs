//! Multipliers for a box, in floats: any are sound, good ones make its bound sharp.
//!
//! To first order about the centre a goal f and constraints G_j ≥ 0 or = 0 change by f_i and G_ji
//! over half of side i. The dual of that linear program is to maximise
//!
//! D(y) = f − Σ_j y_j·G_j − Σ_i |f_i − Σ_j y_j·G_ji|
//!
//! over y_j ≥ 0 where G_j ≥ 0, which is concave and piecewise linear: its maximum over bounded y
//! is at a point where as many of the sides i are level, or y_j at a bound, as there are
//! multipliers. There are few enough to try all.

/// A function at the centre, and its changes over half of each side.
#[derive(Debug, Clone, Copy, Default)]
pub struct Local {
    pub value: f64,
    pub changes: [f64; 3],
}

/// A constraint: at least 0, or equal to 0.
#[derive(Debug, Clone, Copy)]
pub struct Constraint {
    pub local: Local,
    pub equal: bool,
}

/// How many times the goal over the constraint, both over the whole box, a multiplier is at most:
/// where no point of the box meets all constraints larger ones bring more, and this is much
/// already.
const MOST: f64 = 64.0;

impl Local {
    /// Σ |changes|.
    pub fn size(&self) -> f64 {
        self.changes.iter().map(|change| change.abs()).sum()
    }
}

/// Multipliers of up to three constraints.
pub fn best(goal: &Local, constraints: &[Constraint], scale: f64) -> [f64; 3] {
    let limit = |constraint: &Constraint| {
        let most = MOST * (goal.size() + scale)
            / (constraint.local.size() + constraint.local.value.abs()).max(f64::MIN_POSITIVE);
        let most = if most.is_finite() { most } else { 0.0 };
        [if constraint.equal { -most } else { 0.0 }, most]
    };
    let limits: Vec<[f64; 2]> = constraints.iter().map(limit).collect();
    let m = constraints.len().min(3);
    // Σ_j y_j·row_j = right.
    let mut planes: Vec<([f64; 3], f64)> = Vec::with_capacity(9);
    for i in 0..3 {
        let mut row = [0.0; 3];
        for (j, constraint) in constraints.iter().enumerate().take(m) {
            row[j] = constraint.local.changes[i];
        }
        planes.push((row, goal.changes[i]));
    }
    for (j, limit) in limits.iter().enumerate().take(m) {
        for end in limit {
            let mut row = [0.0; 3];
            row[j] = 1.0;
            planes.push((row, *end));
        }
    }
    let value = |y: &[f64; 3]| {
        let mut sum = goal.value;
        let mut left = goal.changes;
        for (constraint, y) in constraints.iter().zip(y) {
            sum -= y * constraint.local.value;
            for (left, change) in left.iter_mut().zip(constraint.local.changes) {
                *left -= y * change;
            }
        }
        sum - left.iter().map(|left| left.abs()).sum::<f64>()
    };
    let mut best = ([0.0; 3], value(&[0.0; 3]));
    let mut consider = |mut y: [f64; 3]| {
        for (y, limit) in y.iter_mut().zip(&limits) {
            *y = y.clamp(limit[0], limit[1]);
        }
        if y.iter().any(|y| !y.is_finite()) {
            return;
        }
        let found = value(&y);
        if found > best.1 {
            best = (y, found);
        }
    };
    let p = planes.len();
    for a in 0..p {
        for b in a + 1..p {
            if m < 3 {
                if let Some(y) = solved([&planes[a], &planes[b], &([0.0, 0.0, 1.0], 0.0)]) {
                    consider(y);
                }
                continue;
            }
            for c in b + 1..p {
                if let Some(y) = solved([&planes[a], &planes[b], &planes[c]]) {
                    consider(y);
                }
            }
        }
    }
    best.0
}

/// Cramer's rule.
fn solved(planes: [&([f64; 3], f64); 3]) -> Option<[f64; 3]> {
    let [(a, x), (b, y), (c, z)] = planes;
    let cross = |u: &[f64; 3], v: &[f64; 3]| {
        [
            u[1] * v[2] - u[2] * v[1],
            u[2] * v[0] - u[0] * v[2],
            u[0] * v[1] - u[1] * v[0],
        ]
    };
    let (bc, ca, ab) = (cross(b, c), cross(c, a), cross(a, b));
    let determinant: f64 = a.iter().zip(bc).map(|(a, bc)| a * bc).sum();
    let found: [f64; 3] =
        std::array::from_fn(|i| (x * bc[i] + y * ca[i] + z * ab[i]) / determinant);
    (determinant != 0.0 && found.iter().all(|y| y.is_finite())).then_some(found)
}

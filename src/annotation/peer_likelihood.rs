//! Maximum likelihood of all efforts and κ together, the items' preferences integrated out.
//!
//! Items have p ~ Beta(a, a), κ = 1/(2a + 1), shared by the annotators; with x = 2p − 1 and labels
//! y = ±1 of efforts η an item's likelihood is the mean over x of Π ½(1 + y η x), a polynomial in
//! x, so a Gauss–Gegenbauer rule of m nodes is exact up to 2m − 1 labels on the item. Second
//! moments fix only η√κ; what separates η from κ here is the *shape* of the Beta law (its fourth
//! moment), and a report has to say so.

use super::index::ItemIndex;
use super::interval::Interval;
use crate::labels::table::LabelTable;
use crate::numerics::error::NumericsError;
use crate::numerics::roots::{find_root, minimise};
use nalgebra::{DMatrix, SymmetricEigen};

/// Most nodes of the rule: exact for 47 labels on an item, and for more its error is far below the
/// likelihood's own rounding. Where no item has as many labels fewer nodes are exact as well.
const MOST_NODES: usize = 24;

/// Expectation-maximisation steps for each κ.
const STEPS: usize = 400;

/// The largest log-likelihood at one κ.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// κ.
    pub kappa: f64,
    /// Log-likelihood at the best efforts.
    pub log_likelihood: f64,
    /// The best efforts.
    pub efforts: Vec<f64>,
}

/// κ with its profile-likelihood interval, and the efforts at the estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    /// κ.
    pub kappa: Interval,
    /// Efforts at the estimate.
    pub efforts: Vec<f64>,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Whether some item has four labels. With fewer the likelihood knows of the law of x its
    /// second moment only: every κ within the limits fits equally well, and the estimate is one of
    /// them that means nothing.
    pub identified: bool,
}

/// Labels on one item that tell of the fourth moment of x.
const FOUR: usize = 4;

/// Nodes in x and weights (sum 1) of the law of x = 2p − 1, p ~ Beta(a, a), a = (1/κ − 1)/2.
///
/// Golub and Welsch: eigenvalues of the tridiagonal matrix with squared off-diagonals k(k + 2a −
/// 2)/((2k + 2a − 3)(2k + 2a − 1)), k ≥ 1 (for k = 1 the factor common to both cancels: 1/(2a + 1)
/// = κ).
pub fn rule(kappa: f64, nodes: usize) -> (Vec<f64>, Vec<f64>) {
    if kappa >= 1.0 {
        return (vec![-1.0, 1.0], vec![0.5, 0.5]);
    }
    let a = 0.5 * (1.0 / kappa - 1.0);
    let mut matrix = DMatrix::zeros(nodes, nodes);
    for k in 1..nodes {
        let j = k as f64;
        let squared = if k == 1 {
            1.0 / (2.0 * a + 1.0)
        } else {
            j * (j + 2.0 * a - 2.0) / ((2.0 * j + 2.0 * a - 3.0) * (2.0 * j + 2.0 * a - 1.0))
        };
        let off = squared.max(0.0).sqrt();
        matrix[(k, k - 1)] = off;
        matrix[(k - 1, k)] = off;
    }
    let eigen = SymmetricEigen::new(matrix);
    let x = eigen
        .eigenvalues
        .iter()
        .map(|x| x.clamp(-1.0, 1.0))
        .collect();
    let w = (0..nodes)
        .map(|i| eigen.eigenvectors[(0, i)].powi(2))
        .collect();
    (x, w)
}

/// Decisive labels in item order: annotator and sign, with the items' bounds.
struct Votes {
    votes: Vec<(u32, f64)>,
    ends: Vec<usize>,
    annotators: usize,
}

impl Votes {
    fn new(table: &LabelTable, index: &ItemIndex) -> Self {
        let mut votes = Vec::new();
        let mut ends = Vec::new();
        for item in 0..index.items() {
            votes.extend(index.rows_of(item).iter().filter_map(|&row| {
                let sign = table.label()[row as usize].sign()?;
                Some((table.annotator()[row as usize], f64::from(sign)))
            }));
            ends.push(votes.len());
        }
        Votes {
            votes,
            ends,
            annotators: table.annotators().len(),
        }
    }

    /// The most labels on one item.
    fn longest(&self) -> usize {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| end - start)
            .max()
            .unwrap_or(0)
    }

    /// Log-likelihood, and the curvature data of each annotator's next effort: posterior sums of
    /// score and information.
    fn step(&self, x: &[f64], w: &[f64], efforts: &[f64]) -> (f64, Vec<[f64; 2]>) {
        let mut sums = vec![[0.0; 2]; self.annotators];
        let mut log_likelihood = 0.0;
        let mut start = 0;
        let mut at = vec![0.0; x.len()];
        for &end in &self.ends {
            let votes = &self.votes[start..end];
            start = end;
            if votes.is_empty() {
                continue;
            }
            at.copy_from_slice(w);
            let mut scale = 0.0;
            for (i, &(a, y)) in votes.iter().enumerate() {
                let e = y * efforts[a as usize];
                at.iter_mut()
                    .zip(x)
                    .for_each(|(v, x)| *v *= 0.5 * (1.0 + e * x));
                // Hundreds of labels on one item would underflow.
                if i % 64 == 63 {
                    let top = at.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
                    at.iter_mut().for_each(|v| *v /= top);
                    scale += libm::log(top);
                }
            }
            let sum: f64 = at.iter().sum();
            log_likelihood += libm::log(sum) + scale;
            at.iter_mut().for_each(|v| *v /= sum);
            for &(a, y) in votes {
                let e = efforts[a as usize];
                let [score, information] = &mut sums[a as usize];
                for (v, x) in at.iter().zip(x) {
                    let slope = y * x / (1.0 + y * e * x).max(1e-12);
                    *score += v * slope;
                    *information += v * slope * slope;
                }
            }
        }
        (log_likelihood, sums)
    }

    /// The best efforts at κ: generalised expectation maximisation, one safeguarded Newton step of
    /// each effort per sweep.
    fn profile(&self, kappa: f64, start: &[f64]) -> Profile {
        // m nodes integrate 2m − 1 labels exactly, and the score, of the same degree, with them.
        let (x, w) = rule(kappa, (self.longest() / 2 + 1).clamp(2, MOST_NODES));
        let mut efforts = start.to_vec();
        let mut log_likelihood = f64::NEG_INFINITY;
        for _ in 0..STEPS {
            let (value, sums) = self.step(&x, &w, &efforts);
            for (effort, [score, information]) in efforts.iter_mut().zip(sums) {
                if information > 0.0 {
                    *effort = (*effort + score / information).clamp(0.0, 1.0 - 1e-9);
                }
            }
            let gain = value - log_likelihood;
            log_likelihood = value;
            if gain.abs() < 1e-7 {
                break;
            }
        }
        Profile {
            kappa,
            log_likelihood,
            efforts,
        }
    }
}

/// Range of κ that is searched; a limit that reaches its end is given as 0 or 1.
const KAPPA: (f64, f64) = (0.002, 0.9995);

/// Fits efforts and κ, items taken as independent (clusters would widen the interval); the interval
/// holds the κ whose profile is within half the χ²₁ quantile of the top.
pub fn fit(table: &LabelTable, index: &ItemIndex, level: f64) -> Result<Joint, NumericsError> {
    let votes = Votes::new(table, index);
    let mut warm = vec![0.7; votes.annotators];
    let mut profile = |kappa: f64| {
        let p = votes.profile(kappa, &warm);
        warm.clone_from(&p.efforts);
        p.log_likelihood
    };
    let best = minimise(|k| -profile(k), KAPPA.0, KAPPA.1, 1e-4)?;
    let z = crate::numerics::normal::quantile(0.5 * (1.0 + level));
    let floor = -best.value - 0.5 * z * z;
    // Where the profile stays above the floor up to the end of the range, no κ on that side is
    // excluded.
    let mut limit = |end: f64| {
        if profile(end) >= floor {
            Ok(end.round())
        } else {
            find_root(
                |k| profile(k) - floor,
                best.at.min(end),
                best.at.max(end),
                1e-4,
            )
        }
    };
    let (lower, upper) = (limit(KAPPA.0)?, limit(KAPPA.1)?);
    let at_best = votes.profile(best.at, &vec![0.7; votes.annotators]);
    Ok(Joint {
        kappa: Interval {
            estimate: best.at,
            lower,
            upper,
        },
        efforts: at_best.efforts,
        log_likelihood: at_best.log_likelihood,
        identified: votes.longest() >= FOUR,
    })
}

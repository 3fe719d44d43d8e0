//! A Bradley–Terry reward model on labels of some effort: what downstream accuracy sees (T3).
//!
//! P(first preferred | z) = σ(θ·z) for a careful annotator, σ the logistic function; labels of
//! effort η follow ½ + η(σ(θ*·z) − ½). For elliptically symmetric z the population limit of
//! logistic regression is a(η)θ*/‖θ*‖ (Li and Duan, Annals of Statistics 17, 1989): effort moves
//! the scale, not the direction, so not the accuracy.

use super::bootstrap::generator;
use super::random::{coin, normal};

pub use super::logistic::{log_loss, logistic};
pub use super::reward_limits::{
    accuracy_deficit, best_accuracy, deficit_constant, expected_log_loss, limit_norm, squared_angle,
};

/// One comparison: the features' difference, sparse, and whether the first response won.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Coordinates that are not zero.
    pub features: Vec<(u32, f64)>,
    /// Whether the first was preferred.
    pub first: bool,
}

impl Comparison {
    /// θ·z.
    pub fn margin(&self, theta: &[f64]) -> f64 {
        self.features
            .iter()
            .map(|&(j, z)| theta[j as usize] * z)
            .sum()
    }
}

/// Iteratively reweighted least squares did not reach its tolerance.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "logistic regression stopped after {iterations} iterations at a gradient of {gradient:.1e}; the labels may be separable: use a ridge above 0"
)]
pub struct NotConverged {
    /// Newton steps taken.
    pub iterations: usize,
    /// Norm of the mean gradient there.
    pub gradient: f64,
}

/// Logistic regression with ridge penalty ½·ridge·‖θ‖² on the mean loss: Newton's method, that is
/// iteratively reweighted least squares. Each step's normal equations are solved by conjugate
/// gradients, so features may be many and sparse; steps that do not lower the loss are halved. Done
/// when the gradient of the mean loss is below 1e-9 and the step has become small.
pub fn fit(data: &[Comparison], dimension: usize, ridge: f64) -> Result<Vec<f64>, NotConverged> {
    const NEWTON: usize = 60;
    let m = data.len().max(1) as f64;
    let signed = |c: &Comparison, theta: &[f64]| {
        if c.first {
            c.margin(theta)
        } else {
            -c.margin(theta)
        }
    };
    let loss = |theta: &[f64]| {
        data.iter().map(|c| log_loss(signed(c, theta))).sum::<f64>() / m
            + 0.5 * ridge * dot(theta, theta)
    };
    let mut theta = vec![0.0; dimension];
    let mut value = loss(&theta);
    let mut norm = f64::INFINITY;
    for iterations in 0..NEWTON {
        let mut gradient: Vec<f64> = theta.iter().map(|t| ridge * t).collect();
        let weights: Vec<f64> = data
            .iter()
            .map(|c| {
                // σ(−x) as such: 1 − σ(x) would be 0 from x = 37 on and hide that labels are
                // separable.
                let x = c.margin(&theta);
                let (p, rest) = (logistic(x), logistic(-x));
                let residual = if c.first { -rest } else { p } / m;
                c.features
                    .iter()
                    .for_each(|&(j, z)| gradient[j as usize] += residual * z);
                p * rest / m
            })
            .collect();
        norm = dot(&gradient, &gradient).sqrt();
        let step = conjugate_gradients(data, &weights, ridge, &gradient);
        // Separable labels have small gradients far out, but never small steps.
        let still = dot(&step, &step).sqrt() < 1e-6 * (1.0 + dot(&theta, &theta).sqrt());
        if norm < 1e-9 && still {
            return Ok(theta);
        }
        let mut size = 1.0;
        loop {
            let trial: Vec<f64> = theta.iter().zip(&step).map(|(t, s)| t - size * s).collect();
            let next = loss(&trial);
            // The mean of m losses is itself only known to some 1e-14.
            if next <= value + 1e-13 * value.abs() {
                (theta, value) = (trial, next);
                break;
            }
            size *= 0.5;
            if size < 1e-10 {
                return Err(NotConverged {
                    iterations,
                    gradient: norm,
                });
            }
        }
    }
    Err(NotConverged {
        iterations: NEWTON,
        gradient: norm,
    })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Solves (Σ w z zᵀ + ridge·1) s = g.
fn conjugate_gradients(data: &[Comparison], weights: &[f64], ridge: f64, g: &[f64]) -> Vec<f64> {
    let apply = |v: &[f64]| {
        let mut out: Vec<f64> = v.iter().map(|x| ridge * x).collect();
        for (c, w) in data.iter().zip(weights) {
            let t = w * c.margin(v);
            c.features
                .iter()
                .for_each(|&(j, z)| out[j as usize] += t * z);
        }
        out
    };
    let mut s = vec![0.0; g.len()];
    let mut r = g.to_vec();
    let mut p = r.clone();
    let mut rr = dot(&r, &r);
    let stop = 1e-20 * rr;
    for _ in 0..10 * g.len().max(10) {
        let hp = apply(&p);
        let curvature = dot(&p, &hp);
        if curvature <= 0.0 {
            break;
        }
        let alpha = rr / curvature;
        for i in 0..s.len() {
            s[i] += alpha * p[i];
            r[i] -= alpha * hp[i];
        }
        let next = dot(&r, &r);
        if next <= stop {
            break;
        }
        let beta = next / rr;
        p.iter_mut().zip(&r).for_each(|(p, r)| *p = r + beta * *p);
        rr = next;
    }
    s
}

/// What a fitted model shows of the labels it was fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Share of careful labels that the model's preferred response matches.
    pub accuracy: f64,
    /// Mean loss −ln σ on careful labels.
    pub log_loss: f64,
    /// ‖θ̂‖.
    pub norm: f64,
}

/// A simulated fit: what it shows, and how far its direction is from the true one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Simulated {
    /// Expected on careful labels, exactly: no noise of test labels enters.
    pub outcome: Outcome,
    /// Accuracy of θ* less that of θ̂.
    pub deficit: f64,
}

/// One simulated experiment: `labels` comparisons of standard normal features in `dimension`
/// coordinates, passed through `effort`; judged by the careful law itself.
pub fn experiment(
    dimension: usize,
    norm: f64,
    labels: usize,
    effort: f64,
    seed: u64,
    replicate: u64,
) -> Result<Simulated, NotConverged> {
    let mut rng = generator(seed, replicate);
    let mut tosses = generator(seed.wrapping_add(1), replicate);
    // Isotropic features: the first axis is as good as any direction. The same features and tosses
    // serve every effort.
    let data: Vec<Comparison> = (0..labels)
        .map(|_| {
            let features: Vec<(u32, f64)> = (0..dimension as u32)
                .map(|j| (j, normal(&mut rng)))
                .collect();
            let along = features.first().map_or(0.0, |f| f.1);
            let p = 0.5 + effort * (logistic(norm * along) - 0.5);
            Comparison {
                first: coin(&mut tosses, p),
                features,
            }
        })
        .collect();
    let theta = fit(&data, dimension, 0.0)?;
    let length = dot(&theta, &theta).sqrt();
    let cosine = theta.first().map_or(0.0, |along| along / length);
    let deficit = accuracy_deficit(norm, cosine);
    Ok(Simulated {
        outcome: Outcome {
            accuracy: best_accuracy(norm) - deficit,
            log_loss: expected_log_loss(norm, length, cosine),
            norm: length,
        },
        deficit,
    })
}

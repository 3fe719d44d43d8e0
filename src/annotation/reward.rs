//! A Bradley–Terry reward model on labels of some effort: what downstream accuracy sees (T3).
//!
//! P(first preferred | z) = σ(θ·z) for a careful annotator, σ the logistic function; labels of effort η follow
//! ½ + η(σ(θ*·z) − ½). For elliptically symmetric z the population limit of logistic regression is a(η)θ*/‖θ*‖ (Li and Duan,
//! Annals of Statistics 17, 1989): effort moves the scale, not the direction, so not the accuracy.

use super::bootstrap::generator;
use super::random::{coin, normal};
use crate::numerics::error::NumericsError;
use crate::numerics::quadrature::GaussLegendre;
use crate::numerics::roots::find_root;
use std::f64::consts::TAU;

/// σ(x) = 1/(1 + e^−x), without overflow.
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + libm::exp(-x))
    } else {
        let e = libm::exp(x);
        e / (1.0 + e)
    }
}

/// −ln σ(x).
pub fn log_loss(x: f64) -> f64 {
    if x >= 0.0 {
        libm::log1p(libm::exp(-x))
    } else {
        libm::log1p(libm::exp(x)) - x
    }
}

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

/// Logistic regression with ridge penalty ½·ridge·‖θ‖² on the mean loss: Newton's method, that is iteratively reweighted
/// least squares. Each step's normal equations are solved by conjugate gradients, so features may be many and sparse; steps that do
/// not lower the loss are halved. Done when the gradient of the mean loss is below 1e-9 and the step has become small.
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
                // σ(−x) as such: 1 − σ(x) would be 0 from x = 37 on and hide that labels are separable.
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

/// a(η): the norm of the population limit for z ~ N(0, 1) (standard normal coordinates), θ* of norm `norm`.
///
/// The root of E\[T(σ(aT) − ½ − η(σ(norm·T) − ½))] = 0, T ~ N(0, 1).
pub fn limit_norm(norm: f64, effort: f64) -> Result<f64, NumericsError> {
    let rule = GaussLegendre::new(64);
    // By symmetry twice the half line; beyond 9 a standard normal has mass 1e-19.
    let expect = |a: f64| {
        2.0 * rule.integrate(0.0, 9.0, |t| {
            let difference = (logistic(a * t) - 0.5) - effort * (logistic(norm * t) - 0.5);
            t * difference * crate::numerics::normal::pdf(t)
        })
    };
    if effort <= 0.0 {
        return Ok(0.0);
    }
    find_root(expect, 0.0, norm, 1e-12)
}

/// Accuracy of the direction θ* itself against careful labels, z ~ N(0, 1): E\[σ(norm·|T|)], the ceiling of any direction.
pub fn best_accuracy(norm: f64) -> f64 {
    let rule = GaussLegendre::new(64);
    2.0 * rule.integrate(0.0, 9.0, |t| logistic(norm * t) * normal_pdf(t))
}

/// How far a direction at this cosine from θ* stays below [`best_accuracy`], z ~ N(0, 1).
///
/// Careful labels lean to sign(T) by 2σ(norm·|T|) − 1, T = z·θ*/norm, and the direction disagrees with that sign with
/// probability Φ(−|T|·cos/sin): the deficit is 2·E\[(2σ(norm·T) − 1)·Φ(−T·cos/sin); T > 0].
pub fn accuracy_deficit(norm: f64, cosine: f64) -> f64 {
    let sine = (1.0 - cosine * cosine).max(0.0).sqrt();
    let slope = cosine / sine;
    // Φ(−38) is the last that is not 0; where the direction is nearly right only T of the order of the sine count.
    let end = if slope > 38.0 / 9.0 {
        38.0 / slope
    } else {
        9.0
    };
    let rule = GaussLegendre::new(64);
    2.0 * rule.integrate(0.0, end, |t| {
        (2.0 * logistic(norm * t) - 1.0) * crate::numerics::normal::cdf(-slope * t) * normal_pdf(t)
    })
}

/// m·E\[accuracy deficit] of a fit to m labels of effort `effort` as m → ∞, z ~ N(0, 1) in `dimension` coordinates.
///
/// Each of the d − 1 coordinates off θ* has error variance V/m, V = B/A², A = E\[σ′(aT)], B = E\[p(1 − p) + (p − σ(aT))²],
/// p = ½ + η(σ(norm·T) − ½), a = a(η): the sandwich of a misspecified logistic model (White, Econometrica 50, 1982). A small
/// squared angle φ² costs norm·φ²/(4√(2π)) of accuracy, so the constant is norm·(d − 1)·V/(4√(2π)·a²).
pub fn deficit_constant(norm: f64, effort: f64, dimension: usize) -> Result<f64, NumericsError> {
    Ok(norm * squared_angle(norm, effort, dimension)? / (4.0 * TAU.sqrt()))
}

/// m·E\[squared angle to θ*] as m → ∞: (d − 1)·V/a², V and a as for [`deficit_constant`].
pub fn squared_angle(norm: f64, effort: f64, dimension: usize) -> Result<f64, NumericsError> {
    let a = limit_norm(norm, effort)?;
    let rule = GaussLegendre::new(64);
    let expect = |f: &dyn Fn(f64) -> f64| {
        // The integrands are even.
        2.0 * rule.integrate(0.0, 9.0, |t| f(t) * normal_pdf(t))
    };
    let curvature = expect(&|t| logistic(a * t) * logistic(-a * t));
    let spread = expect(&|t| {
        let p = 0.5 + effort * (logistic(norm * t) - 0.5);
        p * (1.0 - p) + (p - logistic(a * t)) * (p - logistic(a * t))
    });
    Ok((dimension as f64 - 1.0) * spread / (curvature * curvature * a * a))
}

/// Expected loss on careful labels of a model of this norm and cosine to θ*, z ~ N(0, 1).
///
/// With M = θ̂·z: E\[ln(1 + e^M)] − E\[σ(norm·T)·M], and E\[σ(norm·T)·M] = ‖θ̂‖·cos·E\[σ(norm·T)·T].
pub fn expected_log_loss(norm: f64, fitted: f64, cosine: f64) -> f64 {
    let rule = GaussLegendre::new(64);
    // ln(1 + e^M) = M/2 + |M|/2 + ln(1 + e^−|M|), and M has mean 0.
    let level = 2.0
        * rule.integrate(0.0, 9.0, |t| {
            (0.5 * fitted * t + libm::log1p(libm::exp(-fitted * t))) * normal_pdf(t)
        });
    let gain = rule.integrate(0.0, 9.0, |t| {
        (2.0 * logistic(norm * t) - 1.0) * t * normal_pdf(t)
    });
    level - fitted * cosine * gain
}

fn normal_pdf(t: f64) -> f64 {
    crate::numerics::normal::pdf(t)
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

/// One simulated experiment: `labels` comparisons of standard normal features in `dimension` coordinates, passed through `effort`;
/// judged by the careful law itself.
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
    // Isotropic features: the first axis is as good as any direction. The same features and tosses serve every effort.
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

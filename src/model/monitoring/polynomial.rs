//! Any smooth increasing agreement curve, given as a polynomial in effort.

use super::{Monitoring, Scheme};
use crate::numerics::Interval;

/// q(η) = Σ_j a_j·η^j with `coefficients` a_0, a_1, … That q stays in (0, 1) and increases is
/// checked when the model is put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Polynomial {
    coefficients: Vec<f64>,
}

pub(super) const SCHEME: Scheme = Scheme {
    name: "polynomial",
    keys: &["coefficients"],
    read: |section| {
        let coefficients = section.numbers("coefficients")?;
        if !(2..=32).contains(&coefficients.len()) {
            return Err(section.complain(
                "coefficients",
                format!("{} coefficients", coefficients.len()),
                "2 to 32 numbers, constant term first",
            ));
        }
        Ok(Box::new(Polynomial { coefficients }))
    },
};

impl Polynomial {
    /// The curve with these coefficients, constant term first; `None` if there are none or one is
    /// not finite.
    pub fn new(coefficients: Vec<f64>) -> Option<Self> {
        let valid = !coefficients.is_empty() && coefficients.iter().all(|c| c.is_finite());
        valid.then_some(Self { coefficients })
    }

    /// The `order`-th derivative at `effort`, by Horner's rule.
    fn derivative(&self, order: usize, effort: f64) -> f64 {
        self.coefficients.iter().enumerate().skip(order).rev().fold(
            0.0,
            |sum, (power, coefficient)| {
                let falling: f64 = (power - order + 1..=power).map(|j| j as f64).product();
                sum * effort + falling * coefficient
            },
        )
    }
}

impl Monitoring for Polynomial {
    fn scheme(&self) -> &'static str {
        SCHEME.name
    }
    fn parameters(&self) -> Vec<(&'static str, Vec<f64>)> {
        vec![("coefficients", self.coefficients.clone())]
    }
    fn agreement(&self, effort: f64) -> f64 {
        self.derivative(0, effort)
    }
    fn slope(&self, effort: f64) -> f64 {
        self.derivative(1, effort)
    }
    fn curvature(&self, effort: f64) -> f64 {
        self.derivative(2, effort)
    }
    fn enclosed(&self, order: u32, effort: Interval) -> Option<Interval> {
        let coefficients: Vec<Interval> = self
            .coefficients
            .iter()
            .map(|coefficient| Interval::point(*coefficient))
            .collect();
        Some(horner(&coefficients, order, effort))
    }
    fn enclosed_over(
        &self,
        parameters: &[Interval],
        order: u32,
        effort: Interval,
    ) -> Option<Interval> {
        Some(horner(parameters, order, effort))
    }
}

/// Horner's rule. At most 32 coefficients and three derivatives: the falling factorial is a small
/// whole number.
fn horner(coefficients: &[Interval], order: u32, effort: Interval) -> Interval {
    let order = order as usize;
    let terms = coefficients.iter().enumerate().skip(order).rev();
    terms.fold(Interval::ZERO, |sum, (power, coefficient)| {
        let falling: f64 = (power - order + 1..=power).map(|j| j as f64).product();
        sum * effort + Interval::point(falling) * *coefficient
    })
}

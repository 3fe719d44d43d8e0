//! Gauss–Legendre rules.

use libm::cos;

/// Nodes and weights on [−1, 1] that integrate polynomials of degree `2·order − 1` exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct GaussLegendre {
    nodes: Vec<f64>,
    weights: Vec<f64>,
}

impl GaussLegendre {
    /// The rule with `order` nodes (at least one; 0 is read as 1), ascending.
    ///
    /// Nodes are the zeros of the Legendre polynomial, by Newton's iteration from the
    /// asymptotic position `cos(π(i−¼)/(order+½))`; weights are `2/((1−x²)P′(x)²)`.
    #[must_use]
    pub fn new(order: usize) -> Self {
        let order = order.max(1);
        let mut nodes = vec![0.0; order];
        let mut weights = vec![0.0; order];
        for i in 0..order.div_ceil(2) {
            let angle = std::f64::consts::PI * (i as f64 + 0.75) / (order as f64 + 0.5);
            let mut x = cos(angle);
            // Quadratic from an error below 1/order²: five steps pass full precision.
            for _ in 0..5 {
                let (value, slope) = legendre(order, x);
                x -= value / slope;
            }
            if 2 * i + 1 == order {
                x = 0.0;
            }
            let (_, slope) = legendre(order, x);
            let weight = 2.0 / ((1.0 - x * x) * slope * slope);
            (nodes[i], weights[i]) = (-x, weight);
            (nodes[order - 1 - i], weights[order - 1 - i]) = (x, weight);
        }
        Self { nodes, weights }
    }

    /// Nodes in (−1, 1), ascending.
    #[must_use]
    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    /// Weights, all positive, with sum 2.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The rule's value for `∫_a^b f(x) dx`.
    pub fn integrate(&self, a: f64, b: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
        let half = 0.5 * (b - a);
        let centre = a + half;
        let mut sum = 0.0;
        for (x, w) in self.nodes.iter().zip(&self.weights) {
            sum += w * f(centre + half * x);
        }
        half * sum
    }
}

/// `(P_n(x), P_n′(x))` by the three-term recurrence, `|x| < 1`.
fn legendre(order: usize, x: f64) -> (f64, f64) {
    let (mut before, mut value) = (1.0, x);
    for j in 1..order {
        let j = j as f64;
        (before, value) = (
            value,
            ((2.0 * j + 1.0) * x * value - j * before) / (j + 1.0),
        );
    }
    (value, order as f64 * (before - x * value) / (1.0 - x * x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn integrates_monomials_exactly_to_its_degree() {
        for order in [1, 2, 3, 8, 16, 31] {
            let rule = GaussLegendre::new(order);
            for degree in 0..2 * order {
                let exact = if degree % 2 == 0 {
                    2.0 / (degree + 1) as f64
                } else {
                    0.0
                };
                let power = i32::try_from(degree).unwrap();
                // 31 products rounded: 40 ulp of the integral of |x|^degree, at most 2.
                assert_relative_eq!(
                    rule.integrate(-1.0, 1.0, |x| x.powi(power)),
                    exact,
                    epsilon = 2e-15,
                    max_relative = 1e-14
                );
            }
        }
    }

    /// Abramowitz & Stegun, table 25.4, n = 5.
    #[test]
    fn agrees_with_the_printed_table() {
        let rule = GaussLegendre::new(5);
        assert_relative_eq!(rule.nodes()[4], 0.906_179_845_938_664, epsilon = 1e-15);
        assert_relative_eq!(rule.weights()[4], 0.236_926_885_056_189, epsilon = 1e-15);
        assert_relative_eq!(rule.weights()[2], 0.568_888_888_888_889, epsilon = 1e-15);
    }
}

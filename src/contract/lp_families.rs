//! Families of linear programs that contract theory poses, as data for solvers to be tried on.

use crate::lp::{LinearProgram, Sense};
use crate::numerics::Binomial;

/// A discrete-effort problem with a count of successes out of `samples` as signal.
#[derive(Debug, Clone, PartialEq)]
pub struct EffortProblem {
    /// Samples monitored; the count has `samples + 1` values.
    pub samples: u64,
    /// Probability of success at each effort; the last one is to be implemented.
    pub success: Vec<f64>,
    /// Cost of each effort.
    pub cost: Vec<f64>,
}

impl EffortProblem {
    /// The problem with p = (0.5, 0.6, 0.8), c = (0, 0.3, 1), whose least expected pay is
    /// `1/(1 − r)`, r = 0.625^n: all is paid at the count n, where only the deviation to the
    /// least effort binds.
    #[must_use]
    pub fn golden(samples: u64) -> Self {
        EffortProblem {
            samples,
            success: vec![0.5, 0.6, 0.8],
            cost: vec![0.0, 0.3, 1.0],
        }
    }

    /// `ln` of the likelihood ratio of effort `other` to the last one at a count of `s`.
    fn log_ratio(&self, other: usize, s: u64) -> f64 {
        let (p, q) = (self.success[other], self.target());
        let failures = (self.samples - s) as f64;
        s as f64 * libm::log(p / q) + failures * (libm::log1p(-p) - libm::log1p(-q))
    }

    fn target(&self) -> f64 {
        self.success.last().copied().unwrap_or(0.5)
    }

    /// The least expected pay above the cost of the target effort, pay being ≥ 0 (risk-neutral
    /// annotator, outside option 0).
    ///
    /// The columns are `v_s = P(s | target) · pay_s` and the excess `g = Σ v_s − c_target`,
    /// which is the objective; the row of effort i reads
    /// `g − Σ_s L_i(s) v_s ≥ −c_i`, L_i the likelihood ratio, and participation `g ≥ 0`.
    /// So posed, an excess of 1e-80 is a number among the data and not a difference of two near 1.
    #[must_use]
    pub fn minimum_pay(&self) -> LinearProgram {
        let mut lp = LinearProgram::new(Sense::Minimise);
        lp.name = format!("minimum-pay-{}", self.samples);
        let target_cost = self.cost.last().copied().unwrap_or(0.0);
        let excess = lp.add_column(1.0, 0.0, f64::INFINITY);
        lp.name_column(excess, "excess");
        let pay: Vec<_> = (0..=self.samples)
            .map(|s| {
                let column = lp.add_column(0.0, 0.0, f64::INFINITY);
                lp.name_column(column, format!("pay{s}"));
                column
            })
            .collect();
        let sum = pay.iter().map(|&v| (v, 1.0)).chain([(excess, -1.0)]);
        let total = lp.add_row(target_cost, target_cost, sum);
        lp.name_row(total, "total");
        for (i, &cost) in self.cost.iter().enumerate().rev().skip(1) {
            let ratios = pay.iter().zip(0u64..);
            let ratios = ratios.map(|(&v, s)| (v, -libm::exp(self.log_ratio(i, s))));
            let row = lp.add_row(-cost, f64::INFINITY, ratios.chain([(excess, 1.0)]));
            lp.name_row(row, format!("effort{i}"));
        }
        lp
    }

    /// The least expected pay posed directly: columns `pay_s`, rows
    /// `Σ_s (P(s | target) − P(s | i)) pay_s ≥ c_target − c_i`. Small excesses drown in rounding.
    #[must_use]
    pub fn minimum_pay_as_written(&self) -> LinearProgram {
        let mut lp = LinearProgram::new(Sense::Minimise);
        lp.name = format!("minimum-pay-as-written-{}", self.samples);
        let target_cost = self.cost.last().copied().unwrap_or(0.0);
        let probabilities = |p: f64| -> Vec<f64> {
            (0..=self.samples)
                .map(|s| probability(self.samples, p, s))
                .collect()
        };
        let at_target = probabilities(self.target());
        let pay: Vec<_> = at_target
            .iter()
            .map(|&p| lp.add_column(p, 0.0, f64::INFINITY))
            .collect();
        for (&p, &cost) in self.success.iter().zip(&self.cost).rev().skip(1) {
            let differences = at_target.iter().zip(probabilities(p));
            let differences = pay.iter().zip(differences).map(|(&v, (a, b))| (v, a - b));
            lp.add_row(target_cost - cost, f64::INFINITY, differences);
        }
        lp
    }
}

/// P(S = s) of a binomial count; 0 where the arguments are none of a binomial law.
fn probability(samples: u64, p: f64, s: u64) -> f64 {
    Binomial::new(samples, p).map_or(0.0, |law| law.pmf(s))
}

/// The contract problem of a risk-averse annotator with utility √pay, discretised: least expected
/// pay `Σ P(s) t_s` with `t_s ≥` tangents of v², utilities `v_s ≥ 0`.
#[derive(Debug, Clone, PartialEq)]
pub struct TangentProblem {
    /// Samples monitored.
    pub samples: u64,
    /// Efforts, the last one to be implemented; success is `½ + ½ κ effort` (expert labels).
    pub efforts: Vec<f64>,
    /// κ of the monitoring.
    pub kappa: f64,
    /// Outside option in utility.
    pub reservation: f64,
    /// Tangents per outcome, at equal steps of v.
    pub tangents: usize,
}

impl TangentProblem {
    /// Instance A with 21 efforts 0, 0.035, …, 0.7: cost η³/3, κ = 0.8, outside option 0.3.
    #[must_use]
    pub fn standard(samples: u64) -> Self {
        TangentProblem {
            samples,
            efforts: (0..=20).map(|k| 0.035 * f64::from(k)).collect(),
            kappa: 0.8,
            reservation: 0.3,
            tangents: 20,
        }
    }

    /// The program as one would first write it, probabilities down to 1e-300 among the
    /// coefficients and all.
    #[must_use]
    pub fn as_written(&self) -> LinearProgram {
        let mut lp = LinearProgram::new(Sense::Minimise);
        lp.name = format!("contract-{}", self.samples);
        let cost = |effort: f64| effort * effort * effort / 3.0;
        let target = self.efforts.last().copied().unwrap_or(0.0);
        let law = |effort: f64| -> Vec<f64> {
            let q = 0.5 + 0.5 * self.kappa * effort;
            (0..=self.samples)
                .map(|s| probability(self.samples, q, s))
                .collect()
        };
        let at_target = law(target);
        let utilities: Vec<_> = at_target
            .iter()
            .map(|_| lp.add_column(0.0, 0.0, f64::INFINITY))
            .collect();
        let pays: Vec<_> = at_target
            .iter()
            .map(|&p| lp.add_column(p, 0.0, f64::INFINITY))
            .collect();
        let needed = self.reservation + cost(target);
        // v² ≥ 2 a v − a² at each a; the utilities wanted lie around what is needed on average.
        for (&v, &t) in utilities.iter().zip(&pays) {
            for k in 0..self.tangents {
                let a = 2.0 * needed * (k as f64 + 0.5) / self.tangents as f64;
                lp.add_row(-a * a, f64::INFINITY, [(t, 1.0), (v, -2.0 * a)]);
            }
        }
        let weighted = |weights: Vec<f64>| utilities.iter().copied().zip(weights);
        lp.add_row(needed, f64::INFINITY, weighted(at_target.clone()));
        for &effort in self.efforts.iter().rev().skip(1) {
            let differences = at_target.iter().zip(law(effort)).map(|(a, b)| a - b);
            let differences = differences.collect();
            lp.add_row(
                cost(target) - cost(effort),
                f64::INFINITY,
                weighted(differences),
            );
        }
        lp
    }
}

/// A lottery program (Prescott and Townsend, *Econometrica* 52, 1984; computed as in
/// Karaivanov's survey of moral hazard by linear programming): probabilities over grids of
/// efforts, outputs and pays, maximising the principal's surplus subject to the technology,
/// participation and every deviation.
#[derive(Debug, Clone, PartialEq)]
pub struct LotteryProblem {
    /// Grid points of effort in [0, 1].
    pub efforts: usize,
    /// Grid points of pay in [0, 1].
    pub pays: usize,
}

impl LotteryProblem {
    /// The program: two outputs 0 and 1 with P(1 | e) = 0.2 + 0.6 e, utility √pay − e²/2, outside
    /// option 0.2.
    #[must_use]
    pub fn program(&self) -> LinearProgram {
        let mut lp = LinearProgram::new(Sense::Maximise);
        lp.name = format!("lottery-{}x{}", self.efforts, self.pays);
        let grid = |k: usize, points: usize| k as f64 / (points.max(2) - 1) as f64;
        let success = |e: f64| 0.2 + 0.6 * e;
        let chance = |output: usize, e: f64| match output {
            1 => success(e),
            _ => 1.0 - success(e),
        };
        let utility = |pay: f64, e: f64| pay.sqrt() - 0.5 * e * e;
        let mut lotteries = Vec::new();
        for k in 0..self.efforts {
            for output in 0..2 {
                for l in 0..self.pays {
                    let pay = grid(l, self.pays);
                    let column = lp.add_column(output as f64 - pay, 0.0, f64::INFINITY);
                    lotteries.push((column, grid(k, self.efforts), output, pay, k));
                }
            }
        }
        lp.add_row(1.0, 1.0, lotteries.iter().map(|&(c, ..)| (c, 1.0)));
        let welfare = lotteries
            .iter()
            .map(|&(c, e, _, pay, _)| (c, utility(pay, e)));
        lp.add_row(0.2, f64::INFINITY, welfare);
        for k in 0..self.efforts {
            let e = grid(k, self.efforts);
            let of_effort = || lotteries.iter().filter(move |lottery| lottery.4 == k);
            // what nature gives: P(output | e) of the probability that effort e is asked
            let technology =
                of_effort().map(|&(c, _, output, _, _)| (c, f64::from(output == 1) - success(e)));
            lp.add_row(0.0, 0.0, technology);
            for deviation in (0..self.efforts).filter(|&d| d != k) {
                let d = grid(deviation, self.efforts);
                let gain = of_effort().map(|&(c, _, output, pay, _)| {
                    let reweighted = utility(pay, d) * chance(output, d) / chance(output, e);
                    (c, utility(pay, e) - reweighted)
                });
                lp.add_row(0.0, f64::INFINITY, gain);
            }
        }
        lp
    }
}

//! Dawid and Skene's model of annotators, for comparison: what a user would reach for, and what it
//! takes for granted.
//!
//! Each item has one *true* label and each annotator an error rate for either truth (Dawid and
//! Skene, Applied Statistics 28, 1979). A careful annotator of an item on which people differ then
//! counts as erring: the model reads heterogeneity as carelessness. Fitted by expectation
//! maximisation from the majority vote; ties and missing labels are left out.

use super::index::ItemIndex;
use crate::labels::table::LabelTable;

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct DawidSkene {
    /// P(true label is "first").
    pub prevalence: f64,
    /// Of each annotator P(says "first" | truth is first) and P(says "second" | truth is second);
    /// `None` without labels.
    pub accuracy: Vec<Option<[f64; 2]>>,
    /// Of each item P(truth is first | labels).
    pub truth: Vec<f64>,
    /// Observed-data log-likelihood.
    pub log_likelihood: f64,
    /// Iterations.
    pub iterations: usize,
}

impl DawidSkene {
    /// Accuracy beyond chance, sensitivity + specificity − 1: what the model would call the
    /// annotator's effort.
    pub fn reliability(&self, annotator: usize) -> Option<f64> {
        self.accuracy
            .get(annotator)
            .copied()?
            .map(|[a, b]| a + b - 1.0)
    }
}

/// Stops when no probability moves by more.
const TOLERANCE: f64 = 1e-9;

/// Pseudo-counts of each cell: keeps probabilities off 0 and 1, where a log-likelihood has no
/// value.
const PRIOR: f64 = 0.01;

/// Fits the model.
pub fn fit(table: &LabelTable, index: &ItemIndex, most_iterations: usize) -> DawidSkene {
    let votes = |item: usize| {
        index.rows_of(item).iter().filter_map(|&row| {
            let sign = table.label()[row as usize].sign()?;
            Some((table.annotator()[row as usize] as usize, sign > 0))
        })
    };
    let items = index.items();
    let annotators = table.annotators().len();
    let mut truth: Vec<f64> = (0..items)
        .map(|item| {
            let (first, all) = votes(item).fold((0.0, 0.0), |(f, n), (_, y)| {
                (f + f64::from(u8::from(y)), n + 1.0)
            });
            if all > 0.0 { first / all } else { 0.5 }
        })
        .collect();
    let labelled: Vec<bool> = (0..items)
        .map(|item| votes(item).next().is_some())
        .collect();
    let count = labelled.iter().filter(|&&l| l).count() as f64;
    let mut fitted = DawidSkene {
        prevalence: 0.5,
        accuracy: vec![None; annotators],
        truth: Vec::new(),
        log_likelihood: 0.0,
        iterations: 0,
    };
    for iteration in 1..=most_iterations.max(1) {
        // Weights of [truth first, truth second] × [label agrees, all].
        let mut sums = vec![[[0.0; 2]; 2]; annotators];
        let mut prevalence = 0.0;
        for item in 0..items {
            if labelled[item] {
                prevalence += truth[item] / count;
            }
            for (a, y) in votes(item) {
                for (side, weight) in [truth[item], 1.0 - truth[item]].into_iter().enumerate() {
                    let agrees = y == (side == 0);
                    sums[a][side][0] += if agrees { weight } else { 0.0 };
                    sums[a][side][1] += weight;
                }
            }
        }
        fitted.prevalence = prevalence.clamp(1e-9, 1.0 - 1e-9);
        for (accuracy, s) in fitted.accuracy.iter_mut().zip(&sums) {
            *accuracy = (s[0][1] + s[1][1] > 0.0)
                .then(|| s.map(|[agree, all]| (agree + PRIOR) / (all + 2.0 * PRIOR)));
        }
        let mut moved: f64 = 0.0;
        fitted.log_likelihood = 0.0;
        for item in 0..items {
            if !labelled[item] {
                continue;
            }
            let mut log = [
                libm::log(fitted.prevalence),
                libm::log1p(-fitted.prevalence),
            ];
            for (a, y) in votes(item) {
                if let Some(accuracy) = fitted.accuracy[a] {
                    for side in 0..2 {
                        let agrees = y == (side == 0);
                        log[side] += libm::log(if agrees {
                            accuracy[side]
                        } else {
                            1.0 - accuracy[side]
                        });
                    }
                }
            }
            let top = log[0].max(log[1]);
            let weights = log.map(|l| libm::exp(l - top));
            let sum = weights[0] + weights[1];
            fitted.log_likelihood += top + libm::log(sum);
            let next = weights[0] / sum;
            moved = moved.max((next - truth[item]).abs());
            truth[item] = next;
        }
        fitted.iterations = iteration;
        if moved < TOLERANCE {
            break;
        }
    }
    fitted.truth = truth;
    fitted
}

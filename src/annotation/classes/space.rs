//! Classes as vectors, so that agreement is an inner product.

use crate::annotation::question::AssessError;
use crate::labels::table::{LabelTable, NO_CLASS};

/// Numbers that the vectors of margins may take.
const MOST_MARGINS: usize = 50_000_000;

/// Classes as vectors whose product is ⟨y, z⟩ up to what the margins take away again: unit vectors,
/// or grades on a line.
pub(crate) struct Space {
    /// Of grades: √2·score/range, so that the product's covariance is that of 1 − distance².
    grade: Option<Vec<f64>>,
    classes: usize,
    /// How often each class is chosen.
    margin: Vec<f64>,
}

impl Space {
    pub(super) fn new(table: &LabelTable, grades: bool) -> Result<Self, AssessError> {
        let classes = table.classes().len();
        let mut margin = vec![0.0; classes];
        for &[class, _] in table.class().unwrap_or(&[]) {
            if class != NO_CLASS {
                margin[class as usize] += 1.0;
            }
        }
        let all: f64 = margin.iter().sum();
        margin.iter_mut().for_each(|m| *m /= all.max(1.0));
        let grade = if grades {
            let scores: Vec<f64> = (0..classes as u32)
                .filter_map(|id| table.classes().name(id).parse().ok())
                .collect();
            if scores.len() < classes {
                return Err(AssessError::NoComparison(
                    "grades have to be numbers: say what score each has with --labels \"poor=1,fair=2,good=3\"",
                ));
            }
            let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
            let high = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let range = if high > low { high - low } else { 1.0 };
            let unit = |s: &f64| std::f64::consts::SQRT_2 * (s - low) / range;
            Some(scores.iter().map(unit).collect())
        } else {
            if classes.saturating_mul(table.annotators().len()) > MOST_MARGINS {
                return Err(AssessError::NoComparison(
                    "there are too many classes for so many annotators; put rare ones together with --labels",
                ));
            }
            None
        };
        Ok(Space {
            grade,
            classes,
            margin,
        })
    }

    /// Length of the vectors.
    pub fn length(&self) -> usize {
        if self.grade.is_some() {
            1
        } else {
            self.classes
        }
    }

    /// Adds `weight` times a class's vector.
    pub fn add(&self, into: &mut [f64], class: u16, weight: f64) {
        match &self.grade {
            Some(grade) => into[0] += weight * grade[class as usize],
            None => into[class as usize] += weight,
        }
    }

    /// ⟨y, y⟩ of a class's vector.
    pub fn square(&self, class: u16) -> f64 {
        self.grade
            .as_ref()
            .map_or(1.0, |grade| grade[class as usize].powi(2))
    }

    pub(super) fn by_chance(&self) -> f64 {
        match &self.grade {
            None => self.margin.iter().map(|m| m * m).sum(),
            Some(grade) => {
                let mean: f64 = grade.iter().zip(&self.margin).map(|(g, m)| g * m).sum();
                let square: f64 = grade.iter().zip(&self.margin).map(|(g, m)| g * g * m).sum();
                1.0 - (square - mean * mean)
            }
        }
    }

    /// D of labels that are certain on every item: all the variation of the margin.
    pub fn variation(&self) -> f64 {
        1.0 - self.by_chance()
    }

    pub(super) fn shares(&self, table: &LabelTable) -> Vec<(String, f64)> {
        let mut shares: Vec<(String, f64)> = (0..self.classes)
            .map(|id| {
                (
                    table.classes().name(id as u32).into_owned(),
                    self.margin[id],
                )
            })
            .collect();
        match &self.grade {
            Some(_) => shares.sort_by(|x, y| {
                let number = |t: &str| t.parse::<f64>().unwrap_or(0.0);
                number(&x.0).total_cmp(&number(&y.0))
            }),
            None => shares.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(&y.0))),
        }
        shares
    }
}

//! Outcomes of the linear program: every count near the mean, and one lump on either side.

use crate::contract::ContractError;
use crate::numerics::Binomial;
use std::fmt;
use std::ops::Index;

/// Probability in each lump. The premium changes by at most about 2·E\[y²; lump] of itself, some 50
/// times this.
const LUMP: f64 = 1e-10;

/// Counts `first` to `last` paid alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Least count.
    pub first: u64,
    /// Largest count.
    pub last: u64,
    /// Probability at the implemented effort.
    pub probability: f64,
    /// Mean of the standardised count within the cell.
    pub deviation: f64,
}

/// The cells of n samples at agreement q, from the least count up.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    samples: u64,
    cells: Vec<Cell>,
}

impl Cells {
    /// Single counts where they matter, lumps of probability at most 10⁻¹⁰ outside.
    pub fn new(samples: u64, agreement: f64) -> Result<Self, ContractError> {
        let law = Binomial::new(samples, agreement)?;
        let window = law.window(2.0 * LUMP);
        let (low, high) = (*window.start(), *window.end());
        let deviation = law.standard_deviation();
        // E[y; S < k] = −√(nq(1−q))·(pmf of n−1 at k−1)… : the sum telescopes to −k(1−q)·pmf(k)/σ.
        let partial = |k: u64| -> f64 {
            if k > samples {
                return 0.0;
            }
            -(k as f64) * (1.0 - agreement) * law.pmf(k) / deviation
        };
        let mut cells = Vec::new();
        let lump = |first: u64, last: u64| -> Option<Cell> {
            let probability = if first == 0 {
                law.tail(last + 1).below
            } else {
                law.tail(first).at_least
            };
            let moment = if first == 0 {
                partial(last + 1)
            } else {
                -partial(first)
            };
            (probability > 0.0).then_some(Cell {
                first,
                last,
                probability,
                deviation: moment / probability,
            })
        };
        if low > 0 {
            cells.extend(lump(0, low - 1));
        }
        cells.extend((low..=high).map(|count| Cell {
            first: count,
            last: count,
            probability: law.pmf(count),
            deviation: law.deviation(count) / deviation,
        }));
        if high < samples {
            cells.extend(lump(high + 1, samples));
        }
        Ok(Self { samples, cells })
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter()
    }

    /// max |y|.
    pub fn largest_deviation(&self) -> f64 {
        self.cells
            .iter()
            .map(|cell| cell.deviation.abs())
            .fold(0.0, f64::max)
    }

    /// Probabilities of the same cells at another agreement.
    pub fn probabilities_at(&self, agreement: f64) -> Result<Vec<f64>, ContractError> {
        let law = Binomial::new(self.samples, agreement)?;
        Ok(self
            .cells
            .iter()
            .map(|cell| {
                if cell.first == cell.last {
                    law.pmf(cell.first)
                } else if cell.first == 0 {
                    law.tail(cell.last + 1).below
                } else {
                    law.tail(cell.first).at_least
                }
            })
            .collect())
    }
}

impl Index<usize> for Cells {
    type Output = Cell;
    fn index(&self, index: usize) -> &Cell {
        &self.cells[index]
    }
}

impl fmt::Display for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cells of {} samples", self.cells.len(), self.samples)
    }
}

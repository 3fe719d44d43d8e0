//! Sparse rows and columns.

/// A sparse column: `(row, value)`.
pub(super) type Column = Vec<(usize, f64)>;

/// A sparse row gathered by adding.
pub(super) struct SparseRow {
    pub(super) values: Vec<f64>,
    pub(super) places: Vec<usize>,
    seen: Vec<bool>,
}

impl SparseRow {
    pub(super) fn new(length: usize) -> Self {
        SparseRow {
            values: vec![0.0; length],
            places: Vec::new(),
            seen: vec![false; length],
        }
    }

    pub(super) fn clear(&mut self) {
        for &k in &self.places {
            self.values[k] = 0.0;
            self.seen[k] = false;
        }
        self.places.clear();
    }

    pub(super) fn add(&mut self, place: usize, value: f64) {
        if !std::mem::replace(&mut self.seen[place], true) {
            self.places.push(place);
        }
        self.values[place] += value;
    }

    /// `(variable, entry)` in the order found.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        self.places.iter().map(|&k| (k, self.values[k]))
    }
}

//! What the studies of coverage are about.

/// (effort, κ, samples): hard ones first, effort at both ends, few samples, small κ.
pub const SETTINGS: [(f64, f64, usize); 12] = [
    (0.0, 0.5, 100),
    (0.02, 0.5, 100),
    (0.98, 0.5, 100),
    (1.0, 0.5, 100),
    (0.6, 0.6, 20),
    (0.9, 0.9, 20),
    (0.6, 0.1, 200),
    (0.9, 0.1, 200),
    (0.3, 0.6, 100),
    (0.6, 0.6, 100),
    (0.6, 0.8, 400),
    (0.8, 0.4, 1000),
];

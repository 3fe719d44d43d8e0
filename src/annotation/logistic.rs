//! The logistic function and its loss, from `libm` so that their bytes agree everywhere.

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

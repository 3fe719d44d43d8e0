//! Numbers that everything else stands on: special functions without cancellation, normal
//! and binomial tails, expectations over a binomial count, root finding, quadrature and a
//! parallel map that keeps order.
//!
//! The room knows no economics. What it promises:
//!
//! - **Relative accuracy.** Functions are arranged so that the small quantity is computed,
//!   never obtained as a difference of large ones. Each module states its error.
//! - **Portability of bytes.** Elementary functions come from the crate `libm`, whose last
//!   digit does not depend on the platform; square roots and fused multiply-adds are exact
//!   by IEEE 754.
//! - **Typed failure.** Arguments outside a function's domain give [`NumericsError`] or, in
//!   the scalar special functions, NaN as IEEE 754 arithmetic would; nothing panics.
//!
//! | module | holds |
//! |---|---|
//! | [`special`] | `ln(1+x) − x`, `e^x − 1 − x`, `(1+t)^k − 1 − kt`, Stirling's error |
//! | [`normal`] | density, tails, Mills ratio and quantile of the normal law, also in logs |
//! | [`binomial`] | probabilities and both tails of Binomial(n, q), n up to 10^15 |
//! | [`expectation`] | discrete rules for `E f(S)`: every count, or Gauss–Krawtchouk |
//! | [`roots`] | bracketed root and minimum of a function of one variable |
//! | [`quadrature`] | Gauss–Legendre rules |
//! | [`interval`] | intervals of reals with outward rounding |
//! | [`dyadic`] | a float as an exact rational |
//! | [`least_first`] | the queue of a branch and bound |
//! | [`parallel`] | order-keeping parallel map |

pub mod binomial;
pub mod dyadic;
pub mod error;
pub mod expectation;
pub mod interval;
mod known;
pub mod least_first;
pub mod normal;
pub mod parallel;
pub mod quadrature;
pub mod roots;
pub mod special;

pub use binomial::{Binomial, EnclosedBinomial, EnclosedMoments, EnclosedTail, MovingHinge, Tail};
pub use error::NumericsError;
pub use expectation::CountRule;
pub use interval::Interval;
pub(crate) use known::Known;
pub use least_first::{Bounded, LeastFirst};
pub use parallel::{map_ordered, try_map_ordered, with_threads};
pub use quadrature::GaussLegendre;
pub use roots::{Minimum, find_root, minimise};

//! Assumptions that several theorems share, in label markup.

/// Of the annotator.
pub const CONCAVE: &str = "u strictly concave, wages at least w_min with u(w_min) < U_0";
/// Of the annotator, where h″ enters the claim.
pub const SMOOTH_CONCAVE: &str =
    "u strictly concave and smooth, wages at least w_min with u(w_min) < U_0";
/// Of the cost of effort. As a function of agreement it has to be convex too, which says more than
/// convexity in effort where agreement is convex in effort, as for second looks.
pub const CONVEX_COST: &str = "c increasing and strictly convex, c(0) = 0, c∘q⁻¹ convex";
/// Of the company.
pub const CARE_WANTED: &str =
    "first best above 0: interior, or full care wanted strictly, V′(1) > h′(ū)·c′(1)";
/// Of monitoring.
pub const SMOOTH_COUNT: &str = "S ∼ Binomial(n, q(η)) with q smooth and increasing";

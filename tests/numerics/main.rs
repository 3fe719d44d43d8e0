//! Numbers against references of many digits, and their properties.

mod binomial_enclosures;
mod binomial_properties;
mod binomial_tails;
mod planar;
mod rates;
mod roots;
mod special_functions;
mod standard_cases;

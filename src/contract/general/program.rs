pub use crate::contract::ContractError;

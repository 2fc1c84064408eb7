//! All that the address of the list says.

use super::filters::Filters;
use super::order::Order;

/// Everything that the address of the list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What is chosen.
    pub filters: Filters,
    /// In which order; `None` for the one that goes with the filters, see
    /// [`View::order`].
    pub order: Option<Order>,
    /// What draws an order by chance; `None` where one is still to be drawn.
    pub seed: Option<u64>,
}

impl View {
    /// The order that servers are listed in: by fit where there is something to
    /// fit, else by chance, so that no server is always first.
    #[must_use]
    pub fn order(&self) -> Order {
        let by_default = if self.filters.is_empty() {
            Order::Chance
        } else {
            Order::Fit
        };
        self.order.unwrap_or(by_default)
    }
}

//! Leptos's signals, compiled once. A signal of its own type for each type of
//! value costs every visitor about a kilobyte a type; here all of them hold the
//! same thing, and the type is only looked at on the way in and out.

use leptos::prelude::{
    GetUntracked, GetValue, Memo, RwSignal, Set, SetValue, StoredValue, Track, UpdateUntracked,
    With, WithUntracked,
};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

type Anything = Arc<dyn Any + Send + Sync>;

/// What can be kept: handed out as copies, changed as a whole.
pub trait Kept: Any + Clone + Send + Sync {}
impl<T: Any + Clone + Send + Sync> Kept for T {}

/// The value inside. Only what was put in as a `T` is taken out as one.
fn inside<T: Kept>(value: &Anything) -> &T {
    #[allow(clippy::expect_used)] // The handles below have no other way in.
    value.downcast_ref().expect("what was put in")
}

/// A value that the page follows.
pub struct Cell<T> {
    signal: RwSignal<Anything>,
    of: PhantomData<fn() -> T>,
}

/// A value that follows others, and that the page follows.
pub struct Derived<T> {
    memo: Memo<Compared>,
    of: PhantomData<fn() -> T>,
}

/// A value that is kept as long as the part of the page that made it, and that
/// nothing follows.
pub struct Stored<T> {
    value: StoredValue<Anything>,
    of: PhantomData<fn() -> T>,
}

impl<T> Copy for Cell<T> {}
impl<T> Clone for Cell<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Derived<T> {}
impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Stored<T> {}
impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// Handles have nothing to show of themselves.
macro_rules! plain_debug {
    ($($name:ident),*) => {$(
        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}
plain_debug!(Cell, Derived, Stored);

// One copy of each, however many types there are.
#[inline(never)]
fn followed(signal: RwSignal<Anything>) -> Anything {
    signal.with(Arc::clone)
}

#[inline(never)]
fn looked_at(signal: RwSignal<Anything>) -> Option<Anything> {
    signal.try_with_untracked(Arc::clone)
}

#[inline(never)]
fn put(signal: RwSignal<Anything>, value: Anything, quietly: bool) {
    // A part of the page that is gone by now wants nothing any more.
    if quietly {
        signal.try_update_untracked(|now| *now = value);
    } else {
        signal.try_set(value);
    }
}

impl<T: Kept> Cell<T> {
    /// With a first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            signal: RwSignal::new(Arc::new(value)),
            of: PhantomData,
        }
    }

    /// The value, which whoever asks follows from now on.
    #[must_use]
    pub fn get(self) -> T {
        inside::<T>(&followed(self.signal)).clone()
    }

    /// Looks at the value, and follows it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(inside(&followed(self.signal)))
    }

    /// The value, without following it.
    #[must_use]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless it is gone with its part of the page.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        looked_at(self.signal).map(|value| inside::<T>(&value).clone())
    }

    /// Looks at the value, without following it.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        #[allow(clippy::expect_used)] // As Leptos's own: asking the dead is a mistake of ours.
        let value = looked_at(self.signal).expect("a living signal");
        look(inside(&value))
    }

    /// Puts in another value.
    pub fn set(self, value: T) {
        put(self.signal, Arc::new(value), false);
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.change(change, false);
    }

    /// Changes the value without telling those who follow it.
    pub fn update_untracked(self, change: impl FnOnce(&mut T)) {
        self.change(change, true);
    }

    fn change(self, change: impl FnOnce(&mut T), quietly: bool) {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            put(self.signal, Arc::new(value), quietly);
        }
    }
}

/// A value with the way to tell it from others of its type.
#[derive(Clone)]
struct Compared {
    value: Anything,
    same: fn(&Anything, &Anything) -> bool,
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&self.value, &other.value)
    }
}

impl<T: Kept + PartialEq> Derived<T> {
    /// What `make` makes of the signals that it reads; made anew when one of
    /// them changes and somebody asks.
    #[must_use]
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self {
            memo: memo(Box::new(move || Compared {
                value: Arc::new(make()),
                same: |one, other| inside::<T>(one) == inside::<T>(other),
            })),
            of: PhantomData,
        }
    }

    /// The value, which whoever asks follows from now on.
    #[must_use]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// Looks at the value, and follows it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.memo.track();
        self.with_untracked(look)
    }

    /// The value, without following it.
    #[must_use]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless it is gone with its part of the page.
    #[must_use]
    pub fn try_get_untracked(self) -> Option<T> {
        let value = self.memo.try_get_untracked()?;
        Some(inside::<T>(&value.value).clone())
    }

    fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(inside(&self.memo.get_untracked().value))
    }
}

fn memo(make: Box<dyn Fn() -> Compared + Send + Sync>) -> Memo<Compared> {
    Memo::new(move |_| make())
}

impl<T: Kept> Stored<T> {
    /// With a first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            value: StoredValue::new(Arc::new(value) as Anything),
            of: PhantomData,
        }
    }

    /// The value.
    #[must_use]
    pub fn get_value(self) -> T {
        #[allow(clippy::expect_used)] // As Leptos's own: asking the dead is a mistake of ours.
        self.try_get_value().expect("a living value")
    }

    /// The value, unless it is gone with its part of the page.
    #[must_use]
    pub fn try_get_value(self) -> Option<T> {
        let value = self.value.try_get_value()?;
        Some(inside::<T>(&value).clone())
    }

    /// Looks at the value.
    pub fn with_value<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.get_value())
    }

    /// Puts in another value.
    pub fn set_value(self, value: T) {
        self.value.try_set_value(Arc::new(value));
    }

    /// Changes the value, unless it is gone with its part of the page.
    pub fn try_update_value<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let mut value = self.try_get_value()?;
        let answer = change(&mut value);
        self.set_value(value);
        Some(answer)
    }

    /// Changes the value.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Derived, Stored};
    use leptos::prelude::Owner;

    #[test]
    fn values_come_out_as_they_went_in_and_what_follows_them_is_made_anew() {
        let owner = Owner::new();
        owner.with(|| {
            let words = Cell::new(vec!["a".to_owned()]);
            let count = Derived::new(move || words.with(Vec::len));
            assert_eq!(count.get(), 1);
            words.update(|words| words.push("b".to_owned()));
            assert_eq!((count.get(), words.get().join(" ")), (2, "a b".to_owned()));
            words.set(Vec::new());
            assert_eq!(count.get_untracked(), 0);
            let kept = Stored::new(Some(3_u8));
            assert_eq!(kept.try_update_value(Option::take), Some(Some(3)));
            assert_eq!(kept.get_value(), None);
        });
        // The part of the page is gone: nothing happens any more, and nothing breaks.
        let gone = owner.with(|| Cell::new(1));
        owner.cleanup();
        gone.set(2);
        assert_eq!(gone.try_get_untracked(), None);
    }
}

(** * Bounds of a convex wage around the mean utility

    In words.  h(v) is the wage that buys the utility v, convex on the utilities that may be
    paid.  With D(x) = h(x) - h(u) - h'(u)(x-u), what pay x costs beyond the tangent at u:

    - [near_bound]: if h'' >= k within delta of u, then D(x) >= k (t (x-u) - t^2/2) for every
      |t| <= delta and every x, however far;
    - [far_bound]: if h outgrows every line, D(x) >= k t (x-u) - B for all |t| <= T;
    - [near_upper], [far_upper]: D(x) <= k/2 (x-u)^2 near u where h'' <= k, and bounded on
      bounded pay.

    Source.  Convexity; the mean value theorem.

    Assumed: h twice differentiable with h'' >= 0 on an interval. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Curvature.
Open Scope R_scope.

Section Wage.
Variables (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Hi : interval pay.
Hypothesis D1 : forall x, pay x -> is_derive h x (h1 x).
Hypothesis D2 : forall x, pay x -> is_derive h1 x (h2 x).
Hypothesis Convex : forall x, pay x -> 0 <= h2 x.
(** Pay outgrows every line: no slope y makes y x - h(x) unbounded. *)
Hypothesis Coercive : forall y, exists B, forall x, pay x -> y * x - h x <= B.

Lemma tangent_below x y : pay x -> pay y -> h x + h1 x * (y - x) <= h y.
Proof.
  intros X Y.
  pose proof (second_order_lower pay h h1 h2 Hi D1 D2 x y 0 X Y) as L.
  assert (h x + h1 x * (y - x) + 0 / 2 * ((y - x) * (y - x)) <= h y); [|lra].
  apply L; intros z Z; apply Convex, (between_pay pay Hi x y); assumption.
Qed.

Lemma slope_gap k x y : pay x -> pay y -> (forall z, between x y z -> k <= h2 z) ->
  k * ((y - x) * (y - x)) <= (h1 y - h1 x) * (y - x).
Proof.
  intros X Y K.
  destruct (mean_value pay Hi h1 h2 x y D2 X Y) as [z [B Ez]].
  rewrite Ez, Rmult_assoc; apply Rmult_le_compat_r; [apply Rle_0_sqr|apply K; exact B].
Qed.

Variables (u delta k : R).
Hypothesis Hu : pay u.
Hypothesis Hdelta : 0 < delta.

(** Near ubar, with curvature k or more there: quadratic up to distance delta, a line beyond. *)
Lemma near_bound t x : 0 <= k ->
  (forall y, pay y -> Rabs (y - u) <= delta -> k <= h2 y) -> Rabs t <= delta -> pay x ->
  h u + h1 u * (x - u) + k * (t * (x - u) - t * t / 2) <= h x.
Proof.
  intros Hk K Ht X; apply Rabs_le_between in Ht.
  assert (In : forall x, pay x -> Rabs (x - u) <= delta -> forall y, between u x y -> k <= h2 y).
  { intros x0 X0 H y B; apply K; [apply (between_pay pay Hi u x0); assumption|].
    apply Rabs_le_between in H; apply Rabs_le_between; revert B; unfold between, Rmin, Rmax.
    destruct (Rle_dec u x0); intros; lra. }
  destruct (Rle_or_lt (Rabs (x - u)) delta) as [N|F].
  - pose proof (second_order_lower pay h h1 h2 Hi D1 D2 u x k Hu X (In x X N)) as L.
    assert (0 <= k * ((x - u - t) * (x - u - t))) by (apply Rmult_le_pos; [exact Hk|apply Rle_0_sqr]).
    lra.
  - (* beyond delta on either side: the tangent at the end of the window *)
    assert (Side : forall y, pay y -> (y - u) * (y - u) = delta * delta ->
      0 <= (x - y) * (y - u) -> h u + h1 u * (x - u) + k * (t * (x - u) - t * t / 2) <= h x).
    { intros y Y Dy S.
      assert (Ny : Rabs (y - u) <= delta).
      { apply Rabs_le_between; split; nra. }
      pose proof (second_order_lower pay h h1 h2 Hi D1 D2 u y k Hu Y (In y Y Ny)) as L.
      pose proof (slope_gap k u y Hu Y (In y Y Ny)) as G.
      pose proof (tangent_below y x Y X) as T.
      set (e := y - u) in *; set (z := x - y) in *.
      replace (x - u) with (e + z) in * by (unfold e, z; ring).
      assert (E0 : e <> 0) by (intros E; rewrite E in Dy; nra).
      (* the slope at y is at least h1 u + k e in the direction of z *)
      assert (Sl : k * (e * z) <= (h1 y - h1 u) * z).
      { assert (Q : 0 <= z / e).
        { replace (z / e) with (z * e / (e * e)) by (field; exact E0).
          apply Rdiv_le_0_compat; [exact S|nra]. }
        apply Rmult_le_compat_r with (r := z / e) in G; [|exact Q].
        replace (k * (e * e) * (z / e)) with (k * (e * z)) in G by (field; exact E0).
        replace ((h1 y - h1 u) * e * (z / e)) with ((h1 y - h1 u) * z) in G by (field; exact E0).
        exact G. }
      assert (Kt : k * (t * (e + z) - t * t / 2) <= k * (e * e / 2 + e * z)).
      { apply Rmult_le_compat_l; [exact Hk|].
        assert (Te : t * z <= e * z).
        { assert (0 <= z / e * (e * e - t * e)).
          { apply Rmult_le_pos.
            - replace (z / e) with (z * e / (e * e)) by (field; exact E0).
              apply Rdiv_le_0_compat; [exact S|nra].
            - rewrite Dy; assert (t * e <= delta * delta); [|lra].
              apply Rle_trans with (1 := Rle_abs _); rewrite Rabs_mult.
              apply Rmult_le_compat; try apply Rabs_pos; [apply Rabs_le_between; lra|exact Ny]. }
          replace (z / e * (e * e - t * e)) with (e * z - t * z) in H by (field; exact E0); lra. }
        assert (0 <= (e - t) * (e - t)) by apply Rle_0_sqr; lra. }
      lra. }
    destruct (Rle_or_lt u x) as [L|L].
    + rewrite Rabs_right in F by lra; apply (Side (u + delta)).
      * apply (Hi u _ x); try assumption; lra.
      * ring.
      * nra.
    + rewrite Rabs_left in F by lra; apply (Side (u - delta)).
      * apply (Hi x _ u); try assumption; lra.
      * ring.
      * nra.
Qed.

(** Anywhere, up to a constant, for slopes in a bounded range. *)
Lemma far_bound T : 0 <= k -> exists B, 0 <= B /\ forall t x, Rabs t <= T -> pay x ->
  h u + h1 u * (x - u) + k * (t * (x - u)) - B <= h x.
Proof.
  intros Hk; destruct (Coercive (h1 u + k * T)) as [B1 H1]; destruct (Coercive (h1 u - k * T)) as [B2 H2].
  exists (Rabs (B1 + h u - h1 u * u - k * T * u) + Rabs (B2 + h u - h1 u * u + k * T * u)).
  split; [apply Rplus_le_le_0_compat; apply Rabs_pos|]; intros t x Ht X.
  apply Rabs_le_between in Ht; specialize (H1 x X); specialize (H2 x X).
  pose proof (Rle_abs (B1 + h u - h1 u * u - k * T * u)) as A1.
  pose proof (Rle_abs (B2 + h u - h1 u * u + k * T * u)) as A2.
  pose proof (Rabs_pos (B1 + h u - h1 u * u - k * T * u)) as P1.
  pose proof (Rabs_pos (B2 + h u - h1 u * u + k * T * u)) as P2.
  destruct (Rle_or_lt u x) as [L|L].
  - assert (k * (t * (x - u)) <= k * (T * (x - u))) by (apply Rmult_le_compat_l; [exact Hk|nra]); lra.
  - assert (k * (t * (x - u)) <= k * (- T * (x - u))) by (apply Rmult_le_compat_l; [exact Hk|nra]); lra.
Qed.

(** From above: quadratic near u, bounded on bounded pay. *)
Lemma near_upper x : (forall y, pay y -> Rabs (y - u) <= delta -> h2 y <= k) ->
  Rabs (x - u) <= delta -> pay x ->
  h x <= h u + h1 u * (x - u) + k / 2 * ((x - u) * (x - u)).
Proof.
  intros K N X; apply (second_order_upper pay h h1 h2); try assumption.
  intros y B; apply K; [apply (between_pay pay Hi u x); assumption|].
  apply Rabs_le_between in N; apply Rabs_le_between; revert B; unfold between, Rmin, Rmax.
  destruct (Rle_dec u x); intros; lra.
Qed.

Lemma far_upper lo hi : pay lo -> pay hi -> exists B, 0 <= B /\ forall x, lo <= x <= hi ->
  h x <= h u + h1 u * (x - u) + B.
Proof.
  intros Lo Up.
  assert (P : forall y, pay y -> 0 <= h y - h u - h1 u * (y - u)).
  { intros y Y; pose proof (tangent_below u y Hu Y); lra. }
  exists ((h lo - h u - h1 u * (lo - u)) + (h hi - h u - h1 u * (hi - u))).
  pose proof (P lo Lo); pose proof (P hi Up); split; [lra|]; intros x Hx.
  assert (X : pay x) by (apply (Hi lo x hi); assumption).
  assert (G : 0 <= (h1 x - h1 u) * (x - u)).
  { pose proof (slope_gap 0 u x Hu X) as G; rewrite Rmult_0_l in G; apply G.
    intros z Z; apply Convex, (between_pay pay Hi u x); assumption. }
  destruct (Rtotal_order u x) as [L|[L|L]].
  - pose proof (tangent_below x hi X Up); assert (0 <= h1 x - h1 u) by nra; nra.
  - subst x; replace (u - u) with 0 by ring; lra.
  - pose proof (tangent_below x lo X Lo); assert (h1 x - h1 u <= 0) by nra; nra.
Qed.
End Wage.

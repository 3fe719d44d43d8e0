(** * Pay of two values

    In words.  Utility is u on average: u + f b with probability 1 - f, else u - (1 - f) b.
    With D(x) = h(u - x) - h(u) + x h'(u), h the wage that buys a utility:

    - [premium_identity]: it costs (1-f) D(-f b) + f D((1-f) b) above h(u).
    - [bregman_ratio_increasing]: D(x)/x is nondecreasing.
    - [two_point_cost]: at least f (1-f) b D(x)/x for x <= (1-f) b, rents allowed.
    - [two_point_cost_upper]: at most f (D(b) + D(-b)); [two_point_cost_rare]: at most
      f b (D(b)/b + th) once f b is small.

    Source.  Convexity (Bregman distances).

    Assumed: h convex and nondecreasing on [umin, oo), differentiable at u with slope s. *)

From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

(** ** Convex cost of utility *)

Definition convex_from (umin : R) (h : R -> R) : Prop :=
  forall x y t, umin <= x -> umin <= y -> 0 <= t <= 1 ->
    h ((1 - t) * x + t * y) <= (1 - t) * h x + t * h y.

Definition nondecreasing_from (umin : R) (h : R -> R) : Prop :=
  forall x y, umin <= x -> x <= y -> h x <= h y.

(** D(x) = h(u - x) - h(u) + x s, the Bregman distance from u when s = h'(u). *)
Definition bregman (h : R -> R) (u s x : R) : R := h (u - x) - h u + x * s.

(** Two-point pay: u + f b with probability 1 - f, else u - (1 - f) b. *)
Theorem premium_identity h u s f b :
  (1 - f) * h (u + f * b) + f * h (u - (1 - f) * b) - h u =
  (1 - f) * bregman h u s (- (f * b)) + f * bregman h u s ((1 - f) * b).
Proof. unfold bregman; replace (u - - (f * b)) with (u + f * b) by ring; ring. Qed.

Section Convex.
Variables (umin : R) (h : R -> R) (u s : R).
Hypothesis Hconv : convex_from umin h.
Hypothesis Hincr : nondecreasing_from umin h.
Hypothesis Hu : umin <= u.
Hypothesis Hs : is_derive h u s.

Lemma tangent_below x : umin <= x -> h u + s * (x - u) <= h x.
Proof.
  intros Hx; destruct (Rle_or_lt (h u + s * (x - u)) (h x)) as [L|L]; [exact L|exfalso].
  assert (G : is_derive (fun t => h (u + t * (x - u))) 0 (scal (x - u) s)).
  { apply (is_derive_comp h (fun t => u + t * (x - u)) 0 s (x - u)).
    - replace (u + 0 * (x - u)) with u by ring; exact Hs.
    - auto_derive; [trivial|ring]. }
  apply is_derive_Reals in G.
  set (gap := h u + s * (x - u) - h x) in *.
  assert (Hg : 0 < gap) by (unfold gap; lra).
  destruct (G gap Hg) as [[d Hd] Hl]; simpl in Hl.
  set (t := Rmin (d / 2) 1).
  assert (T0 : 0 < t) by (apply Rmin_glb_lt; lra).
  assert (T1 : t <= 1) by apply Rmin_r.
  assert (T2 : t <= d / 2) by apply Rmin_l.
  specialize (Hl t (Rgt_not_eq _ _ T0)); rewrite Rabs_pos_eq in Hl by lra.
  specialize (Hl ltac:(lra)); rewrite Rplus_0_l in Hl.
  replace (u + 0 * (x - u)) with u in Hl by ring.
  pose proof (Hconv u x t Hu Hx ltac:(lra)) as C.
  replace ((1 - t) * u + t * x) with (u + t * (x - u)) in C by ring.
  apply Rabs_def2 in Hl; destruct Hl as [_ Hl].
  unfold scal in Hl; simpl in Hl; unfold mult in Hl; simpl in Hl.
  assert (Q : (h (u + t * (x - u)) - h u) / t <= h x - h u).
  { apply Rmult_le_reg_r with t; [exact T0|].
    replace ((h (u + t * (x - u)) - h u) / t * t) with (h (u + t * (x - u)) - h u) by (field; lra).
    lra. }
  unfold gap in Hl; lra.
Qed.

Lemma bregman_nonneg x : umin <= u - x -> 0 <= bregman h u s x.
Proof. intros H; unfold bregman; pose proof (tangent_below _ H); lra. Qed.

Lemma bregman_scale x t : umin <= u - x -> 0 <= t <= 1 ->
  bregman h u s (t * x) <= t * bregman h u s x.
Proof.
  intros Hx Ht; unfold bregman.
  pose proof (Hconv u (u - x) t Hu Hx Ht) as C.
  replace ((1 - t) * u + t * (u - x)) with (u - t * x) in C by ring; lra.
Qed.

Theorem bregman_ratio_increasing x y : 0 < x <= y -> umin <= u - y ->
  bregman h u s x / x <= bregman h u s y / y.
Proof.
  intros H Hy; pose proof (bregman_scale y (x / y) Hy) as S.
  replace (x / y * y) with x in S by (field; lra).
  assert (T : 0 <= x / y <= 1).
  { split; [apply Rdiv_le_0_compat; lra|].
    apply Rmult_le_reg_r with y; [lra|]; replace (x / y * y) with x by (field; lra); lra. }
  specialize (S T); apply Rmult_le_reg_r with x; [lra|].
  replace (bregman h u s x / x * x) with (bregman h u s x) by (field; lra).
  replace (bregman h u s y / y * x) with (x / y * bregman h u s y) by (field; lra); exact S.
Qed.

Lemma bregman_shift x y : x <= y -> umin <= u - y ->
  bregman h u s y <= bregman h u s x + s * (y - x).
Proof.
  intros H Hy; unfold bregman; pose proof (Hincr (u - y) (u - x) Hy); lra.
Qed.

(** Pay [base + b] or, with probability f, [base], of mean at least u; the bonus is
    large enough that [x <= (1-f) b]: it costs [f (1-f) b D(x)/x] above h(u). *)
Theorem two_point_cost f base b x :
  0 <= f <= 1 -> umin <= base -> umin <= base + b ->
  u <= (1 - f) * (base + b) + f * base ->
  0 < x -> umin <= u - x -> x <= (1 - f) * b ->
  h u + f * ((1 - f) * b) * (bregman h u s x / x) <=
  (1 - f) * h (base + b) + f * h base.
Proof.
  intros Hf Hb Hbb Hm Hx Hux Hxb.
  set (r := bregman h u s x / x).
  assert (Dx : bregman h u s x = r * x) by (unfold r; field; lra).
  assert (R0 : 0 <= r) by (apply Rdiv_le_0_compat; [apply bregman_nonneg|]; assumption).
  assert (Rs : r <= s).
  { pose proof (bregman_shift 0 x ltac:(lra) Hux) as S.
    unfold bregman at 2 in S; rewrite Rminus_0_r, Dx in S.
    apply Rmult_le_reg_r with x; lra. }
  set (d := (1 - f) * (base + b) + f * base - u) in *.
  assert (Hd : 0 <= d) by (unfold d; lra).
  assert (E : (1 - f) * h (base + b) + f * h base =
    h u + s * d + (1 - f) * bregman h u s (u - (base + b)) + f * bregman h u s (u - base)).
  { unfold bregman; replace (u - (u - (base + b))) with (base + b) by ring.
    replace (u - (u - base)) with base by ring; unfold d; ring. }
  rewrite E.
  assert (P : 0 <= bregman h u s (u - (base + b))).
  { apply bregman_nonneg; replace (u - (u - (base + b))) with (base + b) by ring; exact Hbb. }
  assert (P0 : 0 <= (1 - f) * bregman h u s (u - (base + b))) by (apply Rmult_le_pos; lra).
  set (y := u - base); assert (Y : (1 - f) * b = y + d) by (unfold y, d; ring).
  assert (F : forall a, 0 <= a -> f * a <= a) by (intros; nra).
  assert (Hy : umin <= u - y) by (unfold y; lra).
  destruct (Rle_or_lt x y) as [L|L].
  - pose proof (bregman_ratio_increasing x y ltac:(lra) Hy) as B; fold r in B.
    assert (B' : r * y <= bregman h u s y).
    { apply Rmult_le_compat_r with (r := y) in B; [|lra].
      replace (bregman h u s y / y * y) with (bregman h u s y) in B by (field; lra); exact B. }
    assert (f * (r * y) <= f * bregman h u s y) by (apply Rmult_le_compat_l; lra).
    assert (f * (r * d) <= r * d) by (apply F; apply Rmult_le_pos; lra).
    assert (r * d <= s * d) by (apply Rmult_le_compat_r; lra).
    rewrite Y; replace (f * (y + d) * r) with (f * (r * y) + f * (r * d)) by ring; lra.
  - pose proof (bregman_shift y x ltac:(lra) Hux) as B; rewrite Dx in B.
    assert (f * (r * x) <= f * bregman h u s y + f * (s * (x - y))).
    { rewrite <- Rmult_plus_distr_l; apply Rmult_le_compat_l; lra. }
    assert (f * (s * (x - y)) <= s * (x - y)) by (apply F; apply Rmult_le_pos; lra).
    assert (f * (r * (d - (x - y))) <= r * (d - (x - y))) by (apply F; apply Rmult_le_pos; lra).
    assert (r * (d - (x - y)) <= s * (d - (x - y))) by (apply Rmult_le_compat_r; lra).
    rewrite Y.
    replace (f * (y + d) * r) with (f * (r * x) + f * (r * (d - (x - y)))) by ring; lra.
Qed.

(** With pay of mean u exactly: at most [f (D(b) + D(-b))]. *)
Theorem two_point_cost_upper f b :
  0 <= f <= 1 -> 0 <= b -> umin <= u - b ->
  (1 - f) * h (u + f * b) + f * h (u - (1 - f) * b) <=
  h u + f * (bregman h u s b + bregman h u s (- b)).
Proof.
  intros Hf Hb Hub; pose proof (premium_identity h u s f b) as E.
  pose proof (bregman_scale (- b) f ltac:(lra) Hf) as A.
  pose proof (bregman_scale b (1 - f) Hub ltac:(lra)) as B.
  replace (f * - b) with (- (f * b)) in A by ring.
  pose proof (bregman_nonneg b Hub); pose proof (bregman_nonneg (- b) ltac:(lra)).
  nra.
Qed.

(** Once failing is rare: [f b] times the distance per unit of bonus, to first order. *)
Theorem two_point_cost_rare th : 0 < th -> exists r, 0 < r /\ forall f b,
  0 <= f <= 1 -> 0 < b -> umin <= u - b -> f * b < r ->
  (1 - f) * h (u + f * b) + f * h (u - (1 - f) * b) - h u <= f * b * (bregman h u s b / b + th).
Proof.
  intros Th; destruct (proj1 (is_derive_Reals h u s) Hs th Th) as [r Hr].
  exists r; split; [apply cond_pos|]; intros f b Hf Hb Hub Sm.
  assert (f0 : 0 <= f * b) by (apply Rmult_le_pos; lra).
  rewrite (premium_identity h u s f b).
  assert (T1 : bregman h u s (- (f * b)) <= th * (f * b)).
  { unfold bregman; replace (u - - (f * b)) with (u + f * b) by ring.
    set (x := f * b) in *.
    destruct (Req_dec x 0) as [Z|N]; [rewrite Z, Rplus_0_r; lra|].
    assert (Rx : Rabs x < r) by (rewrite Rabs_right by lra; lra).
    specialize (Hr x N Rx); apply Rabs_def2 in Hr; destruct Hr as [Hr _].
    apply Rmult_lt_compat_r with (r := x) in Hr; [|lra].
    replace (((h (u + x) - h u) / x - s) * x) with (h (u + x) - h u - s * x) in Hr by (field; exact N); lra. }
  assert (T2 : bregman h u s ((1 - f) * b) <= (1 - f) * bregman h u s b)
    by (apply bregman_scale; [exact Hub|lra]).
  pose proof (bregman_nonneg b Hub) as DB.
  assert (T3 : f * bregman h u s ((1 - f) * b) <= f * b * (bregman h u s b / b)).
  { replace (f * b * (bregman h u s b / b)) with (f * bregman h u s b) by (field; lra).
    apply Rmult_le_compat_l; [lra|]; nra. }
  assert (T4 : (1 - f) * bregman h u s (- (f * b)) <= th * (f * b)).
  { apply Rle_trans with ((1 - f) * (th * (f * b))); [apply Rmult_le_compat_l; lra|].
    assert (0 <= th * (f * b)) by (apply Rmult_le_pos; lra); nra. }
  lra.
Qed.

(** Just above x the distance per unit is near that at x. *)
Lemma distance_near x room th : 0 < x < room -> umin <= u - room -> 0 < th ->
  exists b, x < b <= room /\ bregman h u s b / b <= bregman h u s x / x + th.
Proof.
  intros Hx Hroom Th; set (ratio := bregman h u s x / x).
  assert (DB : 0 <= bregman h u s room) by (apply bregman_nonneg; exact Hroom).
  assert (R0 : 0 <= ratio).
  { apply Rdiv_le_0_compat; [apply bregman_nonneg|]; lra. }
  set (t := Rmin 1 (th * x / (bregman h u s room + 1))).
  assert (t0 : 0 < t) by (apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; nra]).
  assert (t1 : t <= 1) by apply Rmin_l.
  assert (t2 : t * bregman h u s room <= th * x).
  { apply Rle_trans with (th * x / (bregman h u s room + 1) * bregman h u s room).
    - apply Rmult_le_compat_r; [exact DB|apply Rmin_r].
    - apply Rmult_le_reg_r with (bregman h u s room + 1); [lra|].
      replace (th * x / (bregman h u s room + 1) * bregman h u s room * (bregman h u s room + 1))
        with (th * x * bregman h u s room) by (field; lra).
      assert (0 < th * x) by nra; nra. }
  exists ((1 - t) * x + t * room); set (b := (1 - t) * x + t * room).
  assert (Hb : x < b <= room) by (unfold b; split; nra); split; [exact Hb|].
  assert (Db : bregman h u s b <= (1 - t) * bregman h u s x + t * bregman h u s room).
  { unfold bregman; pose proof (Hconv (u - x) (u - room) t ltac:(lra) Hroom ltac:(lra)) as C.
    replace ((1 - t) * (u - x) + t * (u - room)) with (u - b) in C by (unfold b; ring).
    replace (b * s) with ((1 - t) * (x * s) + t * (room * s)) by (unfold b; ring); lra. }
  assert (Rc : bregman h u s x = ratio * x) by (unfold ratio; field; lra).
  apply Rmult_le_reg_r with b; [lra|].
  replace (bregman h u s b / b * b) with (bregman h u s b) by (field; lra).
  assert (0 <= t * (ratio * x)) by (apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]).
  assert (ratio * x <= ratio * b) by (apply Rmult_le_compat_l; lra).
  assert (th * x <= th * b) by (apply Rmult_le_compat_l; lra).
  rewrite Rc in Db; lra.
Qed.
End Convex.

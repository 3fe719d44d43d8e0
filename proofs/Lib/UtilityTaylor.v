(** * The utility of a wage near the mean, to second order

    In words.  h(x) is the wage that buys the utility x, so utility is its inverse.  Near ubar

      x - ubar = z/h' - (h''/(2 h'^3) + o(1)) z^2,   z = h(x) - h(ubar),

    with h', h'' at ubar: [utility_taylor], as bounds on both sides with any two constants around
    h''/(2 h'^3), for all wages within some distance of h(ubar).  Away from ubar the wage exceeds its
    tangent there by a fixed amount ([above_tangent]).

    Source.  Taylor's formula for the inverse of a function.

    Assumed: h twice differentiable with h'' > 0 on an interval of utilities that goes on below ubar,
    h' >= 0, h'' continuous at ubar. *)

From Coq Require Import Reals List Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Curvature ConvexWage Nearby.
Open Scope R_scope.

Section Utility.
Variables (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Hi : interval pay.
Hypothesis D1 : forall x, pay x -> is_derive h x (h1 x).
Hypothesis D2 : forall x, pay x -> is_derive h1 x (h2 x).
Hypothesis Strict : forall x, pay x -> 0 < h2 x.
Hypothesis Mono : forall x, pay x -> 0 <= h1 x.

Let Convex : forall x, pay x -> 0 <= h2 x := fun x X => Rlt_le _ _ (Strict x X).

(** The slope grows strictly, so it is positive above the least utility, and wages rise with utility. *)
Lemma slope_positive x y : pay x -> pay y -> x < y -> 0 < h1 y.
Proof.
  intros X Y L; destruct (mean_value pay Hi h1 h2 x y D2 X Y) as [z [B E]].
  assert (0 < h2 z * (y - x)).
  { apply Rmult_lt_0_compat; [apply Strict, (between_pay pay Hi x y); assumption|lra]. }
  pose proof (Mono x X); lra.
Qed.

Lemma wage_increases x y : pay x -> pay y -> x <= y -> h x <= h y.
Proof.
  intros X Y L; pose proof (tangent_below pay h h1 h2 Hi D1 D2 Convex x y X Y).
  assert (0 <= h1 x * (y - x)) by (apply Rmult_le_pos; [apply Mono, X|lra]); lra.
Qed.

Lemma wage_increases_strictly x y : pay x -> pay y -> x < y -> h x < h y.
Proof.
  intros X Y L; assert (Z : pay ((x + y) / 2)) by (apply (Hi x _ y); try assumption; lra).
  pose proof (wage_increases x _ X Z ltac:(lra)).
  pose proof (tangent_below pay h h1 h2 Hi D1 D2 Convex _ y Z Y).
  assert (0 < h1 ((x + y) / 2) * (y - (x + y) / 2)); [|lra].
  apply Rmult_lt_0_compat; [apply (slope_positive x); try assumption; lra|lra].
Qed.

Variables ubar lo : R.
Hypothesis Hu : pay ubar.
Hypothesis Hlo : pay lo.
Hypothesis Below : lo < ubar.
Hypothesis Continuous : forall eps, 0 < eps -> exists delta, 0 < delta /\
  forall y, pay y -> Rabs (y - ubar) <= delta -> Rabs (h2 y - h2 ubar) <= eps.

Let s := h1 ubar.
Let k := h2 ubar.

(** The constant of the second-order term. *)
Definition bend : R := k / (2 * (s * s * s)).

Lemma slope_at : 0 < s.
Proof. apply (slope_positive lo); assumption. Qed.

(** Wages near h(ubar) buy utilities near ubar. *)
Lemma near_in_utility delta : 0 < delta -> exists r, 0 < r /\
  forall x, pay x -> Rabs (h x - h ubar) <= r -> Rabs (x - ubar) <= delta.
Proof.
  intros Dp; pose proof slope_at as S0.
  set (a := Rmin delta (ubar - lo)).
  assert (A0 : 0 < a) by (apply Rmin_glb_lt; lra).
  assert (A1 : a <= delta) by apply Rmin_l.
  assert (A2 : a <= ubar - lo) by apply Rmin_r.
  assert (P : pay (ubar - a)) by (apply (Hi lo _ ubar); try assumption; lra).
  pose proof (wage_increases_strictly _ _ P Hu ltac:(lra)) as G.
  set (r := Rmin (s * delta) ((h ubar - h (ubar - a)) / 2)).
  exists r; split; [apply Rmin_glb_lt; [apply Rmult_lt_0_compat|]; lra|].
  intros x X H; apply Rabs_le_between in H.
  assert (R1 : r <= s * delta) by apply Rmin_l.
  assert (R2 : r <= (h ubar - h (ubar - a)) / 2) by apply Rmin_r.
  apply Rabs_le_between; split.
  - destruct (Rle_or_lt (ubar - a) x) as [L|L]; [lra|].
    pose proof (wage_increases x _ X P ltac:(lra)); lra.
  - pose proof (tangent_below pay h h1 h2 Hi D1 D2 Convex ubar x Hu X) as T; fold s in T.
    assert (s * (x - ubar) <= s * delta) by lra.
    apply Rmult_le_reg_l with s; assumption.
Qed.

(** With curvature between k - e and k + e and slope between s - e and s + e. *)
Lemma taylor_within e delta : 0 < e -> e < s -> e < k -> 0 < delta -> (k + e) / 2 * delta <= e ->
  (forall y, pay y -> Rabs (y - ubar) <= delta -> Rabs (h2 y - k) <= e) ->
  forall x, pay x -> Rabs (x - ubar) <= delta -> let z := h x - h ubar in
  z / s - (k + e) / (2 * s * ((s - e) * (s - e))) * (z * z) <= x - ubar <=
  z / s - (k - e) / (2 * s * ((s + e) * (s + e))) * (z * z).
Proof.
  intros E0 Es Ek Dp De W x X N z; pose proof slope_at as S0.
  assert (W' : forall y, pay y -> Rabs (y - ubar) <= delta -> k - e <= h2 y <= k + e).
  { intros y Y B; specialize (W y Y B); apply Rabs_le_between in W; lra. }
  assert (Bt : forall y, between ubar x y -> pay y /\ Rabs (y - ubar) <= delta).
  { intros y B; split; [apply (between_pay pay Hi ubar x); assumption|].
    apply Rabs_le_between in N; apply Rabs_le_between; revert B; unfold between, Rmin, Rmax.
    destruct (Rle_dec ubar x); intros; lra. }
  pose proof (second_order_lower pay h h1 h2 Hi D1 D2 ubar x (k - e) Hu X) as L.
  pose proof (second_order_upper pay h h1 h2 Hi D1 D2 ubar x (k + e) Hu X) as U.
  specialize (L (fun y B => proj1 (W' y (proj1 (Bt y B)) (proj2 (Bt y B))))).
  specialize (U (fun y B => proj2 (W' y (proj1 (Bt y B)) (proj2 (Bt y B))))).
  fold s in L, U; set (y := x - ubar) in *.
  assert (L' : s * y + (k - e) / 2 * (y * y) <= z) by (unfold z; lra).
  assert (U' : z <= s * y + (k + e) / 2 * (y * y)) by (unfold z; lra).
  clear L U; set (a := Rabs y) in *.
  assert (A0 : 0 <= a) by apply Rabs_pos.
  assert (AA : a * a = y * y).
  { unfold a; rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr. }
  assert (Small : (k + e) / 2 * (y * y) <= e * a).
  { rewrite <- AA.
    assert ((k + e) / 2 * a <= (k + e) / 2 * delta) by (apply Rmult_le_compat_l; lra).
    replace ((k + e) / 2 * (a * a)) with ((k + e) / 2 * a * a) by ring; apply Rmult_le_compat_r; lra. }
  assert (YY : 0 <= y * y) by apply Rle_0_sqr.
  assert (KY : 0 <= (k - e) / 2 * (y * y)) by (apply Rmult_le_pos; lra).
  (* |z| between (s - e)|y| and (s + e)|y| *)
  assert (Z1 : (s - e) * a <= Rabs z <= (s + e) * a).
  { unfold a, Rabs in *; destruct (Rcase_abs y); destruct (Rcase_abs z); split; nra. }
  assert (ZZ : Rabs z * Rabs z = z * z) by (rewrite <- Rabs_mult; apply Rabs_right, Rle_ge, Rle_0_sqr).
  assert (Q1 : (s - e) * (s - e) * (y * y) <= z * z).
  { rewrite <- AA, <- ZZ.
    replace ((s - e) * (s - e) * (a * a)) with ((s - e) * a * ((s - e) * a)) by ring.
    assert (0 <= (s - e) * a) by (apply Rmult_le_pos; lra); apply Rmult_le_compat; lra. }
  assert (Q2 : z * z <= (s + e) * (s + e) * (y * y)).
  { rewrite <- AA, <- ZZ.
    replace ((s + e) * (s + e) * (a * a)) with ((s + e) * a * ((s + e) * a)) by ring.
    assert (0 <= (s - e) * a) by (apply Rmult_le_pos; lra); apply Rmult_le_compat; lra. }
  assert (P1 : 0 < (s - e) * (s - e)) by (apply Rmult_lt_0_compat; lra).
  assert (P2 : 0 < (s + e) * (s + e)) by (apply Rmult_lt_0_compat; lra).
  split; apply Rmult_le_reg_l with s; try exact S0.
  - replace (s * (z / s - (k + e) / (2 * s * ((s - e) * (s - e))) * (z * z)))
      with (z - (k + e) / 2 * (z * z / ((s - e) * (s - e)))) by (field; lra).
    assert (B : y * y <= z * z / ((s - e) * (s - e))).
    { apply Rmult_le_reg_l with ((s - e) * (s - e)); [exact P1|].
      replace ((s - e) * (s - e) * (z * z / ((s - e) * (s - e)))) with (z * z) by (field; lra); lra. }
    apply Rmult_le_compat_l with (r := (k + e) / 2) in B; lra.
  - replace (s * (z / s - (k - e) / (2 * s * ((s + e) * (s + e))) * (z * z)))
      with (z - (k - e) / 2 * (z * z / ((s + e) * (s + e)))) by (field; lra).
    assert (B : z * z / ((s + e) * (s + e)) <= y * y).
    { apply Rmult_le_reg_l with ((s + e) * (s + e)); [exact P2|].
      replace ((s + e) * (s + e) * (z * z / ((s + e) * (s + e)))) with (z * z) by (field; lra); lra. }
    apply Rmult_le_compat_l with (r := (k - e) / 2) in B; lra.
Qed.

(** Utility bends as a parabola in the wage, near ubar. *)
Theorem utility_taylor A1 A2 : A1 < bend < A2 -> exists r, 0 < r /\
  forall x, pay x -> Rabs (h x - h ubar) <= r -> let z := h x - h ubar in
  z / s - A2 * (z * z) <= x - ubar <= z / s - A1 * (z * z).
Proof.
  intros [B1 B2]; pose proof slope_at as S0; pose proof (Strict ubar Hu) as K0; fold k in K0.
  assert (C2 : continuity_pt (fun e => (k + e) / (2 * s * ((s - e) * (s - e)))) 0).
  { apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)
      (fun e : R => (k + e) / (2 * s * ((s - e) * (s - e))))); auto_derive.
    apply Rgt_not_eq, Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]. }
  assert (C1 : continuity_pt (fun e => (k - e) / (2 * s * ((s + e) * (s + e)))) 0).
  { apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)
      (fun e : R => (k - e) / (2 * s * ((s + e) * (s + e))))); auto_derive.
    apply Rgt_not_eq, Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]. }
  destruct (near_of_continuity _ _ (A2 - bend) C2 ltac:(lra)) as [r2 [R2 N2]].
  destruct (near_of_continuity _ _ (bend - A1) C1 ltac:(lra)) as [r1 [R1 N1]].
  set (e := Rmin (Rmin r1 r2) (Rmin s k) / 2).
  assert (M0 : 0 < Rmin (Rmin r1 r2) (Rmin s k)) by (repeat apply Rmin_glb_lt; assumption).
  assert (M1 : Rmin (Rmin r1 r2) (Rmin s k) <= r1) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_l]).
  assert (M2 : Rmin (Rmin r1 r2) (Rmin s k) <= r2) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_r]).
  assert (M3 : Rmin (Rmin r1 r2) (Rmin s k) <= s) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (M4 : Rmin (Rmin r1 r2) (Rmin s k) <= k) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_r]).
  assert (E0 : 0 < e) by (unfold e; lra).
  assert (Es : e < s) by (unfold e; lra).
  assert (Ek : e < k) by (unfold e; lra).
  assert (Ee : Rabs (e - 0) < r1 /\ Rabs (e - 0) < r2) by (rewrite Rminus_0_r, Rabs_right by lra; unfold e; lra).
  specialize (N1 e (proj1 Ee)); specialize (N2 e (proj2 Ee)).
  assert (F1 : (k - 0) / (2 * s * ((s + 0) * (s + 0))) = bend) by (unfold bend; field; lra).
  assert (F2 : (k + 0) / (2 * s * ((s - 0) * (s - 0))) = bend) by (unfold bend; field; lra).
  rewrite F1 in N1; rewrite F2 in N2; apply Rabs_lt_between in N1; apply Rabs_lt_between in N2.
  destruct (Continuous e E0) as [d0 [D0 W]].
  set (delta := Rmin d0 (2 * e / (k + e))).
  assert (Dp : 0 < delta) by (apply Rmin_glb_lt; [exact D0|apply Rdiv_lt_0_compat; lra]).
  assert (De : (k + e) / 2 * delta <= e).
  { apply Rle_trans with ((k + e) / 2 * (2 * e / (k + e))); [|right; field; lra].
    apply Rmult_le_compat_l; [lra|apply Rmin_r]. }
  destruct (near_in_utility delta Dp) as [r [R0 Nr]]; exists r; split; [exact R0|].
  intros x X H z.
  assert (Wd : forall y, pay y -> Rabs (y - ubar) <= delta -> Rabs (h2 y - k) <= e).
  { intros y Y B; apply (W y Y), Rle_trans with (1 := B), Rmin_l. }
  destruct (taylor_within e delta E0 Es Ek Dp De Wd x X (Nr x X H)) as [L U].
  fold z in L, U; assert (Z : 0 <= z * z) by apply Rle_0_sqr.
  assert (P2 : (k + e) / (2 * s * ((s - e) * (s - e))) * (z * z) <= A2 * (z * z)) by (apply Rmult_le_compat_r; lra).
  assert (P1 : A1 * (z * z) <= (k - e) / (2 * s * ((s + e) * (s + e))) * (z * z)) by (apply Rmult_le_compat_r; lra).
  split; lra.
Qed.

(** Away from ubar the wage is above its tangent there by a fixed amount. *)
Theorem above_tangent rho : 0 < rho -> exists g, 0 < g /\
  forall x, pay x -> rho <= Rabs (x - ubar) -> h ubar + s * (x - ubar) + g <= h x.
Proof.
  intros Rp; pose proof (Strict ubar Hu) as K0; fold k in K0.
  destruct (Continuous (k / 2) ltac:(lra)) as [d0 [D0 W]].
  set (t := Rmin d0 rho); assert (T0 : 0 < t) by (apply Rmin_glb_lt; assumption).
  assert (T1 : t <= rho) by apply Rmin_r.
  assert (Wk : forall y, pay y -> Rabs (y - ubar) <= t -> k / 2 <= h2 y).
  { intros y Y B; assert (Rabs (y - ubar) <= d0) as B' by (apply Rle_trans with (1 := B), Rmin_l).
    specialize (W y Y B'); fold k in W; apply Rabs_le_between in W; lra. }
  assert (TT : 0 < t * t) by (apply Rmult_lt_0_compat; exact T0).
  exists (k / 2 * (t * t / 2)); split; [apply Rmult_lt_0_compat; lra|].
  intros x X F.
  assert (Side : forall t', Rabs t' <= t -> t' * t' = t * t -> t * t <= t' * (x - ubar) ->
    h ubar + s * (x - ubar) + k / 2 * (t * t / 2) <= h x).
  { intros t' A B C.
    pose proof (near_bound pay h h1 h2 Hi D1 D2 Convex ubar t (k / 2) Hu T0 t' x ltac:(lra) Wk A X) as L.
    fold s in L; assert (k / 2 * (t * t / 2) <= k / 2 * (t' * (x - ubar) - t' * t' / 2)); [|lra].
    apply Rmult_le_compat_l; lra. }
  unfold Rabs in F; destruct (Rcase_abs (x - ubar)) as [N|N].
  - apply (Side (- t)); [rewrite Rabs_Ropp, Rabs_right; lra|ring|nra].
  - apply (Side t); [rewrite Rabs_right; lra|reflexivity|nra].
Qed.
End Utility.

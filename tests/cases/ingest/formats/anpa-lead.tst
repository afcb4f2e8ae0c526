W2607_world
r a BC-NORLAND--Flood 1stLd-Writethru   01-12 1693
^BC-NORLAND--Flood, 1st Ld-Writethru,140<
^River rises in Tolvik<
^Eds: Adds quote.<
^By ADA VERNE=
^Associated Press=
	   TOLVIK, Norland (AP) _ The river rose overnight.
 
	   ``We can hold it,'' she said.
	   AP-WF-01-12-31 0600GMT<


